// SPDX-License-Identifier: Apache-2.0
import Foundation
import Oversight
import Testing
import Vocabulary

@Suite("The kill switch")
struct KillSwitchTests {
    private let log = MemoryLog()

    @Test("it is off at first, and stays as it was across a restart")
    func lasting() async throws {
        try await withHome { home in
            let first = KillSwitch(home: home)
            #expect(!first.isOn)
            try await first.set(true, by: "operator", events: log)
            #expect(first.isOn)
            let second = KillSwitch(home: home)
            #expect(second.isOn)
            try await second.set(false, by: "operator", events: log)
            #expect(!second.isOn)
            #expect(!KillSwitch(home: home).isOn)
            #expect(log.events.map { $0.extra["on"] } == [true, false])
            #expect(log.events.allSatisfy { $0.extra["principal"] == "operator" })
        }
    }

    @Test("on counts at once, also when the log or the disk refuses; off does not count then")
    func failing() async throws {
        try await withHome { home in
            let killSwitch = KillSwitch(home: home)
            log.breakDown()
            await #expect(throws: FileError.self) { try await killSwitch.set(true, by: "operator", events: log) }
            #expect(killSwitch.isOn)
            #expect(KillSwitch(home: home).isOn)
            await #expect(throws: FileError.self) { try await killSwitch.set(false, by: "operator", events: log) }
            #expect(killSwitch.isOn)
        }
        let homeless = KillSwitch(home: "/nonexistent-\(UUID().uuidString)")
        log.mend()
        let error = await #expect(throws: OversightError.self) {
            try await homeless.set(true, by: "operator", events: log)
        }
        #expect(error?.reason == .fileUnusable)
        #expect(homeless.isOn)
        #expect(log.names == [.killSwitchChanged])
    }

    @Test("on wins over an off that is still being written")
    func race() async throws {
        try await withHome { home in
            let killSwitch = KillSwitch(home: home)
            try await killSwitch.set(true, by: "operator", events: log)
            let log = log
            log.duringNextWrite { _ in try? await killSwitch.set(true, by: "operator", events: log) }
            try await killSwitch.set(false, by: "operator", events: log)
            #expect(killSwitch.isOn)
            #expect(KillSwitch(home: home).isOn)
        }
    }
}
