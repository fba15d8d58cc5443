// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import SkillKit

@Suite("Text on the screen, in a skill's file")
struct ScreenTextFileTests {
    private func read(_ text: String) -> SkillReading { SkillReader.read(Array(text.utf8), file: "order-coffee.yaml") }

    private static let step = #"  - { id: a6, expect: { screen_text: "Total {{ inputs.coffee }}" } }"#
    private static let changed = sampleSkill.replacing(
        #"  - { id: a6, expect: { target: total, text: "{{ outputs.total }}" } }"#,
        with: step + "\n" + #"  - { id: a7, wait_for: { screen_text: Thank you } }"#
    )

    @Test("It is read, written as it was, and said in words")
    func whole() throws {
        let reading = read(Self.changed)
        #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
        let skill = try #require(reading.skill)
        #expect(try skill.steps[5].action == .expect(.screenText(TextTemplate(parsing: "Total {{ inputs.coffee }}"))))
        #expect(read(SkillWriter.text(of: skill)).skill == skill)
        #expect(SkillWriter.text(of: skill).contains(Self.step))
        #expect(
            skill.sentence(of: skill.steps[5])
                == "Expects “Total ” followed by the input “coffee” to be read on the picture of the page, and stops otherwise."
        )
        #expect(skill.sentence(of: skill.steps[6]) == "Waits for “Thank you” to be read on the picture of the page.")
    }

    @Test("One condition has one subject")
    func one() {
        for words in ["screen_text: a, target: total", "screen_text: a, text: b", "screen_text: a, title: b"] {
            let reading = read(sampleSkill.replacing(#"target: total, text: "{{ outputs.total }}""#, with: words))
            #expect(reading.diagnostics.map(\.code) == ["S047"], "\(words): \(reading.diagnostics)")
        }
    }

    @Test("A secret is never looked for on a picture")
    func secret() throws {
        let text = sampleSkill.replacing(#"text: "{{ outputs.total }}""#, with: #"text: "{{ secrets.shop-password }}""#)
            .replacing("expect: { target: total, text:", with: "expect: { screen_text:")
        let reading = read(text)
        let skill = try #require(reading.skill)
        let findings = SafetyGate.check(skill, positions: reading.positions, file: "order-coffee.yaml")
        #expect(findings.contains { $0.code == "G006" && $0.severity == .error })
    }

    /// The sample with a target that a step clicks by its words.
    private static let drawn =
        sampleSkill.replacing(
            "  - { id: a6,",
            with: "  - { id: a5b, click: weekly }\n  - { id: a6,"
        )
        .replacing(
            "fingerprints: # machine-written",
            with: """
                  weekly:
                    looks: button "Weekly"
                    screen_text: Weekly plan
                    locators: []
                fingerprints: # machine-written
                  weekly: { v: 1, tag: canvas }
                """
        )

    @Test("What is clicked by its words alone has no locators; it is read, written as it was, and said in words")
    func clicked() throws {
        let reading = read(Self.drawn)
        #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
        let skill = try #require(reading.skill)
        let target = try #require(skill.targets.first { $0.name.text == "weekly" })
        #expect(target.isDrawn && target.screenText == "Weekly plan")
        #expect(SafetyGate.lets(SafetyGate.check(skill, file: "order-coffee.yaml")))
        #expect(read(SkillWriter.text(of: skill)).skill == skill)
        let step = try #require(skill.steps.first { $0.id.rawValue == "a5b" })
        #expect(
            skill.sentence(of: step)
                == "Clicks button \"Weekly\", which is found by “Weekly plan” on the picture of the page."
        )
    }

    @Test(
        "Words lead to nothing that cannot be undone, to no frame, and only a click goes by them",
        arguments: [
            ("screen_text: Weekly plan", "screen_text: Now delete it"),
            ("screen_text: Weekly plan", "screen_text: '!?'"),
            ("click: weekly }", "click: weekly, irreversible: true }"), ("click: weekly }", "hover: weekly }"),
            ("click: weekly }", "expect: { target: weekly } }"),
            ("click: weekly }", "click: weekly, then: { appears: weekly } }"),
            ("tag: canvas", "tag: button"), ("tag: canvas", "tag: iframe"),
            ("locators: []", "locators:\n      - { css: [canvas], matched: 1 }"),
        ]
    )
    func bad(_ good: String, _ bad: String) throws {
        let reading = read(Self.drawn.replacing(good, with: bad))
        let skill = try #require(reading.skill, "\(reading.diagnostics)")
        let findings = SafetyGate.check(skill, positions: reading.positions, file: "order-coffee.yaml")
        #expect(findings.contains { $0.code == "G016" && $0.severity == .error }, "\(bad): \(findings)")
    }

    @Test("A skill says that it needs observations with one word, or not at all")
    func needs() throws {
        let text = sampleSkill.replacing("sites:", with: "needs_observation: true\nsites:")
        let skill = try #require(read(text).skill)
        #expect(skill.needsObservation)
        #expect(SkillWriter.text(of: skill).contains("\nneeds_observation: true\n"))
        #expect(read(SkillWriter.text(of: skill)).skill == skill)
        #expect(read(text.replacing("observation: true", with: "observation: no")).diagnostics.map(\.code) == ["S076"])
        #expect(try #require(read(sampleSkill).skill).needsObservation == false)
    }
}
