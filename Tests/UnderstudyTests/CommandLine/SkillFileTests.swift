// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@Suite("Skill files and names on the command line")
struct SkillFileTests {
    /// A fault, the place where it is told, and a word of what is told.
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let place: String
        let word: String
        let change: @Sendable (String) -> String
        var testDescription: String { name }
    }

    static let faults: [Fault] = [
        Fault(name: "an unknown key", place: "3:1", word: "colour") { $0.replacing("description:", with: "colour:") },
        Fault(name: "an unknown step", place: "8:15", word: "fly") { $0.replacing("click: pay", with: "fly: pay") },
        Fault(name: "a duplicate key", place: "4:1", word: "description") {
            $0.replacing("description: Pay.", with: "description: Pay.\ndescription: Again.")
        },
        Fault(name: "an alias", place: "3:14", word: "anchor") { $0.replacing("Pay.", with: "&a Pay.") },
        Fault(name: "a tag", place: "3:14", word: "tag") { $0.replacing("Pay.", with: "!!str Pay.") },
    ]

    @Test("a file that cannot be read is refused with place and mend, and nothing is kept", arguments: faults)
    func unreadable(_ fault: Fault) async throws {
        try await withHome { home, folder in
            let file = try folder.write(fault.change(SampleSkill.pay("https://shop.example")), to: "bad.yaml")
            for command in ["import", "lint"] {
                let ending = try await Program.run(["skills", command, file, "--home", home])
                #expect(ending.status == (command == "import" ? 1 : 3), "\(ending)")
                let text = ending.output + ending.errors
                #expect(text.contains(".yaml:\(fault.place): error[S"), "\(ending)")
                #expect(text.contains(fault.word) && text.contains("help: "), "\(ending)")
            }
            let pending = try await Program.run(["skills", "pending", "--json", "--home", home])
            #expect(pending.status == 0 && pending.output.filter { !$0.isWhitespace } == "[]", "\(pending)")
        }
    }

    @Test("lint gives its findings as JSON, and as SARIF")
    func lint() async throws {
        try await withHome { home, folder in
            let file = try folder.write(SampleSkill.pay("http://127.0.0.1:9"), to: "pay.yaml")
            let plain = try await Program.run(["skills", "lint", file, "--json", "--home", home])
            #expect(plain.status == 0, "\(plain)")
            let findings = try JSONSerialization.jsonObject(with: Data(plain.output.utf8)) as? [[String: Any]]
            #expect(
                findings?.contains { $0["code"] as? String == "G004" && $0["severity"] as? String == "consent" } == true
            )
            #expect(findings?.allSatisfy { $0["mend"] is String && $0["position"] is [String: Any] } == true)
            let sarif = try await Program.run(["skills", "lint", file, "--sarif", "--home", home])
            #expect(sarif.status == 0 && sarif.output.contains(#""version":"2.1.0""#), "\(sarif)")
        }
    }

    @Test("a file that is no text is not repaired on its way in")
    func bytes() async throws {
        try await withHome { home, folder in
            let file = folder.file("bytes.yaml")
            try Data(Array("understudy: 1\nname: \"".utf8) + [0xFF, 0x22]).write(to: URL(fileURLWithPath: file))
            let ending = try await Program.run(["skills", "import", file, "--home", home])
            #expect(ending.status == 1 && ending.errors.contains("UTF-8"), "\(ending)")
        }
    }

    @Test(
        "a name that is none is wrong usage",
        arguments: ["../x", "pending", "A", String(repeating: "x", count: 300)],
        [["check"], ["run"], ["show"], ["export"]]
    )
    func slug(_ name: String, _ command: [String]) async throws {
        try await withHome { home, _ in
            let ending = try await Program.run(["skills"] + command + [name, "--home", home])
            #expect(ending.status == 2 && ending.errors.contains("[invalid_slug]"), "\(ending)")
            #expect(ending.errors.utf8.count < 600, "a long name is not printed whole")
            #expect(
                !FileManager.default.fileExists(atPath: home + "/audit.sqlite"),
                "it is told before anything is opened"
            )
        }
    }

    @Test("a skill that is not there is named")
    func missing() async throws {
        try await withHome { home, _ in
            let ending = try await Program.run(["skills", "show", "nothing-here", "--home", home])
            #expect(ending.status == 1 && ending.errors.contains("'nothing-here'"), "\(ending)")
            #expect(ending.errors.contains("[skill_unknown]"), "\(ending)")
        }
    }
}
