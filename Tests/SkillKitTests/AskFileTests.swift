// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SkillKit

@Suite("Questions to a person, in a skill's file")
struct AskFileTests {
    private func read(_ text: String) -> SkillReading { SkillReader.read(Array(text.utf8), file: "order-coffee.yaml") }

    private static let steps = """
          - { id: q1, ask: "Is {{ inputs.coffee }} right?", target: pay }
          - { id: q2, ask: Which size?, into: size, within: 30m }
          - { id: q3, ask: What does the key show?, secret: shop-password }
          - { id: a2, fill: password
        """
    private static let changed = sampleSkill.replacing("  - { id: a2, fill: password", with: steps)
        .replacing("{ target: total, text: \"{{ outputs.total }}\" }", with: "{ title: \"{{ answers.size }}\" }")

    private func findings(_ text: String) throws -> [String] {
        let reading = read(text)
        let skill = try #require(reading.skill, "\(reading.diagnostics)")
        return SafetyGate.check(skill, positions: reading.positions, file: "order-coffee.yaml")
            .map { "\($0.code) \($0.message)" }
    }

    @Test("they are read, written as they were, said in words, and admitted")
    func whole() throws {
        let reading = read(Self.changed)
        #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
        let skill = try #require(reading.skill)
        let asked = skill.steps.compactMap { if case .ask(let ask) = $0.action { ask } else { nil } }
        #expect(asked.map(\.answer) == [.consent, .text("size"), .secret("shop-password")])
        #expect(asked.map { $0.target?.text } == ["pay", nil, nil])
        #expect(read(SkillWriter.text(of: skill)).skill == skill)
        #expect(
            SkillWriter.text(of: skill).contains("{ id: q2, ask: Which size?, into: size, within: 30m }"),
            "\(SkillWriter.text(of: skill))"
        )
        #expect(
            skill.steps.filter { if case .ask = $0.action { true } else { false } }.map(skill.sentence) == [
                "Asks a person “Is ” followed by the input “coffee” followed by “ right?”, at "
                    + "\(skill.targets.first { $0.name.text == "pay" }?.looks ?? ""), and stops without a yes.",
                "Asks a person “Which size?” and keeps the answer as “size”.",
                "Asks a person “What does the key show?” and takes the answer for the secret “shop-password”, in this "
                    + "run only.",
            ]
        )
        #expect(try findings(Self.changed) == [])
        let review = try #require(SkillReview.of(Self.changed))
        #expect(review.steps.last?.values.map(\.from) == ["answer"])
    }

    @Test(
        "what does not belong to a question, or keeps its answer twice, is refused",
        arguments: [
            ("click: pay,", "click: pay, into: x,", "S041"), ("click: pay,", "click: pay, target: pay,", "S041"),
            ("ask: Which size?", "ask: Which size?, secret: shop-password", "S041"),
            ("ask: Which size?", "ask: \"\"", "S077"),
            ("into: size", "into: \"a b\"", "S033"),
        ]
    )
    func refused(_ good: String, _ bad: String, _ code: String) {
        let codes = read(Self.changed.replacing(good, with: bad, maxReplacements: 1)).diagnostics.map(\.code)
        #expect(codes.contains(code), "\(codes)")
    }

    @Test(
        "an answer is used after its question, a secret is declared, and no question holds a secret or waits for ever"
    )
    func rules() throws {
        #expect(
            try findings(Self.changed.replacing("into: size", with: "into: sort"))
                == ["G002 The answer 'size' is used before a person is asked for it."]
        )
        let undeclared = Self.changed.replacing("secret: shop-password", with: "secret: token")
        #expect(try findings(undeclared) == ["G002 The secret 'token' is not declared."])
        let late = sampleSkill.replacing(
            "  - { id: a4,",
            with: "  - { id: q1, ask: The code?, secret: shop-password }\n  - { id: a4,"
        )
        #expect(try findings(late) == ["G002 The secret 'shop-password' is used before a person is asked for it."])
        #expect(try findings(Self.changed.replacing("within: 30m", with: "within: 61m")).count == 1)
        let told = Self.changed.replacing("Which size?", with: "\"Is it {{ secrets.shop-password }}?\"")
        #expect(try findings(told).contains { $0.hasPrefix("G006") })
    }
}
