// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("The appliance from its start to its end", .serialized)
struct LifeTests {
    @Test("it serves, says how it is, and a signal ends it with nothing left")
    func ordinary() async throws {
        try await withHome { home, folder in
            try await Program.serve(home: home) { appliance in
                let status = try await Program.run(["status", "--home", home])
                #expect(status.status == 0, "\(status)")
                #expect(status.output.contains("browser   ready Chrome/") && status.output.contains("sandbox   on"))
                #expect(status.output.contains("drives the browser"), "every status says who can drive the browser")
                appliance.send(SIGTERM)
                let ending = try await appliance.waitForEnd()
                #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending)")
            }
            #expect(await Program.leftOvers(of: folder.path).isEmpty)
            #expect(!FileManager.default.fileExists(atPath: home + "/appliance.json"))
            let tail = try await Program.run(["audit", "tail", "--home", home])
            #expect(tail.output.contains("appliance_started") && tail.output.contains("appliance_stopped"))
        }
    }

    @Test("a second appliance on one home is refused at once, naming the first")
    func second() async throws {
        try await withHome { home, _ in
            try await Program.serve(home: home) { first in
                let ending = try await Program.run(["serve", "--home", home, "--port", "0", "--cdp-port", "0"])
                #expect(ending.status == 1, "\(ending)")
                #expect(ending.errors.contains("\(home)") && ending.errors.contains("\(first.id)"), "\(ending)")
                #expect(ending.errors.contains("[home_in_use]") && ending.errors.contains("another --home"))
            }
        }
    }

    @Test("kill -9 takes the browser along, and the next start on the same home works at once")
    func killed() async throws {
        try await withHome { home, folder in
            try await Program.serve(home: home) { first in
                first.send(SIGKILL)
                _ = try await first.waitForEnd()
            }
            try await Program.serve(home: home) { _ in
                let status = try await Program.run(["status", "--home", home])
                #expect(status.output.contains("browser   ready"), "\(status)")
            }
            try await Program.serve(home: home) { last in last.send(SIGKILL) }
            #expect(await Program.leftOvers(of: folder.path).isEmpty)
        }
    }
}
