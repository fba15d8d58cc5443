// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@Suite("Lists of skills on the command line")
struct SkillListTests {
    private let site = "https://shop.example"

    @Test("an approved file that somebody changed stays in the list, with what is wrong")
    func changed() async throws {
        try await withHome { home, folder in
            try await SampleSkill.approve(SampleSkill.greet(site), in: home, folder)
            let before = try await Program.run(["skills", "list", "--home", home])
            #expect(before.output.contains("Read a greeting."), "\(before)")
            let changed = SampleSkill.greet(site).replacing("Read a greeting.", with: "Read all letters.")
            try folder.write(changed, to: "home/skills/greet.yaml")
            let after = try await Program.run(["skills", "list", "--home", home])
            #expect(after.status == 0 && after.output.contains("does not run: The file of 'greet'"), "\(after)")
            #expect(after.output.contains("[skill_not_approved]") && !after.output.contains("letters"), "\(after)")
            let json = try await Program.run(["skills", "list", "--home", home, "--json"])
            #expect(json.output.contains(#""code" : "skill_not_approved""#), "\(json)")
        }
    }

    @Test("a file in quarantine that cannot be read stays in the list, with what is wrong")
    func unreadable() async throws {
        try await withHome { home, folder in
            let file = try folder.write(SampleSkill.greet(site), to: "greet.yaml")
            _ = try await Program.run(["skills", "import", file, "--home", home])
            let name = try #require(try folder.contents().first { $0.hasPrefix("home/skills/.pending/greet/") })
            try folder.write("no: skill\n", to: name)
            let list = try await Program.run(["skills", "pending", "--home", home])
            #expect(list.status == 0 && list.output.contains("refuses"), "\(list)")
            #expect(list.output.contains("cannot be reviewed") && list.output.contains("[skill_unreadable]"), "\(list)")
        }
    }
}
