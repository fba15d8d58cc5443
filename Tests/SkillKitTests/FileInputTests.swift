// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import SkillKit

@Suite("Files in a skill's file")
struct FileInputTests {
    private func skill(_ step: String, inputs: String = "  picture: { type: file, description: photo.png }") -> String {
        """
        understudy: 1
        name: give
        description: Give a picture.
        browser: { viewport: 1280x720, login: none }
        sites: { shop: "https://shop.example" }
        inputs:
        \(inputs)
          words: { type: string, default: Hello }
        steps:
          - { id: a1, open: "shop:/" }
          - \(step)
        targets:
          picture:
            looks: field "Picture"
            locators:
              - { xpath: "//input[1]", matched: 1 }
        fingerprints: # machine-written
          picture: { v: 1, tag: input, role: button, name: Picture, attributes: { type: file } }

        """
    }

    private func read(_ text: String) -> SkillReading { SkillReader.read(Array(text.utf8), file: "give.yaml") }

    static let accepted = [
        "{ id: a2, upload: picture, with: \"{{ inputs.picture }}\" }",
        "{ id: a2, upload: picture, with: [\"{{ inputs.picture }}\", \"{{ inputs.picture }}\"] }",
    ]

    @Test("an upload that was read is written as it stood, and the gate has nothing to say", arguments: accepted)
    func roundTrip(_ line: String) throws {
        let text = skill(line)
        let reading = read(text)
        let skill = try #require(reading.skill, "\(reading.diagnostics)")
        #expect(SkillWriter.text(of: skill).contains("  - \(line)\n"), "\(SkillWriter.text(of: skill))")
        #expect(SkillWriter.text(of: skill).contains("  picture: { type: file, description: photo.png }\n"))
        #expect(SafetyGate.check(skill, file: "give.yaml").isEmpty)
    }

    static let refused = [
        "{ id: a2, upload: picture, with: /etc/passwd }",
        "{ id: a2, upload: picture, with: \"{{ inputs.words }}\" }",
        "{ id: a2, upload: picture, with: \"x{{ inputs.picture }}\" }",
        "{ id: a2, upload: picture, with: \"{{ inputs.picture }}/../x\" }",
        "{ id: a2, upload: picture, with: [] }",
        "{ id: a2, fill: picture, with: \"{{ inputs.picture }}\" }",
        "{ id: a2, expect: { title: \"{{ inputs.picture }}\" } }",
        "{ id: a2, open: \"shop:/{{ inputs.picture }}\" }",
        "{ id: a2, click: picture, then: { dialog: { kind: prompt, answer: accept, text: \"{{ inputs.picture }}\" } } }",
    ]

    @Test("no skill names a file, no page chooses one, and a path goes nowhere else", arguments: refused)
    func gate(_ line: String) throws {
        let reading = read(skill(line))
        let skill = try #require(reading.skill, "\(reading.diagnostics)")
        let findings = SafetyGate.check(skill, positions: reading.positions, file: "give.yaml")
        let finding = try #require(findings.first { $0.code == "G012" }, "\(findings)")
        #expect(finding.severity == .error && finding.position.line == 11)
    }

    @Test("what a page gave and a secret are no files either")
    func sources() throws {
        let secret = skill("{ id: a2, upload: picture, with: \"{{ secrets.pin }}\" }")
            .replacing("inputs:\n", with: "secrets: { pin: shop }\ninputs:\n")
        let page = skill(
            "{ id: a2, extract: { target: picture, into: seen } }\n  - { id: a3, upload: picture, with: \"{{ outputs.seen }}\" }"
        )
        .replacing("steps:\n", with: "outputs:\n  seen: { type: string }\nsteps:\n")
        for text in [secret, page] {
            let reading = read(text)
            let skill = try #require(reading.skill, "\(reading.diagnostics)")
            #expect(SafetyGate.check(skill, file: "give.yaml").contains { $0.code == "G012" && $0.severity == .error })
        }
    }

    static let mistakes: [(String, String, String)] = [
        ("{ id: a2, upload: picture }", "  picture: { type: file }", "S022"),
        ("{ id: a2, upload: picture, with: \"{{ inputs.picture }}\", option: x }", "  picture: { type: file }", "S041"),
        ("{ id: a2, click: picture, with: \"{{ inputs.picture }}\" }", "  picture: { type: file }", "S041"),
        ("{ id: a2, reload: true }", "  picture: { type: file, default: /tmp/x }", "S038"),
        ("{ id: a2, reload: true }", "  picture: { type: path }", "S037"),
    ]

    @Test("what cannot be meant so is told", arguments: mistakes)
    func mistake(_ line: String, _ input: String, _ code: String) throws {
        #expect(read(skill(line, inputs: input)).diagnostics.map(\.code) == [code])
    }

    @Test(
        "a file is named by an absolute path that goes straight down",
        arguments: [
            ("/srv/a b.png", true), ("/a", true), ("a.png", false), ("", false), ("/", false), ("/srv/", false),
            ("/srv/../etc", false), ("/srv//a", false), ("/./a", false), ("/a\0b", false),
            ("/" + String(repeating: "a", count: 5000), false),
        ]
    )
    func paths(_ path: String, _ isTaken: Bool) { #expect(InputDeclaration.ValueType.file.accepts(path) == isTaken) }
}
