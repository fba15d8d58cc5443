// SPDX-License-Identifier: Apache-2.0
import Console
import SkillKit
import Testing
import Vocabulary

@testable import understudy

@Suite("Bytes that come in")
struct InputBytesTests {
    @Test("a skill file that is not UTF-8 is refused alike here and over HTTP, and leaves an event each time")
    func skillFile() async throws {
        try await withServedIdleAppliance { appliance, address in
            let file = Array("understudy: 1\nname: order-coffee\ndescription: caf".utf8) + [0xE9, 0x0A]
            let near = await #expect(throws: SkillError.self) {
                try await appliance.importSkill(file, by: .operator)
            }
            #expect(near?.diagnostics.map(\.code) == ["S002"])
            let remote = try RemoteAppliance(address: address, home: appliance.home)
            let far = await #expect(throws: CommandError.self) { try await remote.importSkill(file, by: .operator) }
            #expect(far?.description == near?.description)
            #expect(try await appliance.pendingSkills().isEmpty)
            #expect(try await appliance.events(EventQuery(event: "skill_refused")).count == 2)
        }
    }

    @Test(
        "a secret loses the one line break behind it and nothing else",
        arguments: [
            ("hunter2", "hunter2"), ("hunter2\n", "hunter2"), ("hunter2\r\n", "hunter2"), ("hunter2\n\n", "hunter2\n"),
            ("hunter2\r", "hunter2\r"), ("a\r\nb\r\n", "a\r\nb"), (" ☕ \n", " ☕ "), ("\n", ""), ("", ""),
        ]
    )
    func secret(_ given: String, _ kept: String) throws {
        #expect(Array(try SecretInput.text(of: Array(given.utf8)).utf8) == Array(kept.utf8))
    }

    @Test("a secret that is not UTF-8 is refused, and nothing of it is told")
    func secretBytes() {
        let error = #expect(throws: CommandError.self) {
            try SecretInput.text(of: Array("hunter2".utf8) + [0xFF, 0x0A])
        }
        #expect(error?.code == "secret_invalid")
        #expect(error?.kind == .usage)
        #expect(error?.description.contains("hunter2") == false)
    }
}
