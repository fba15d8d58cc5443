// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@Suite("The doctor", .serialized)
struct DoctorTests {
    private struct Check: Decodable {
        let name: String
        let isGood: Bool
        let finding: String
        let mend: String?
    }

    private func examine(_ home: String, _ more: [String] = []) async throws -> (checks: [Check], status: Int32) {
        let ending = try await Program.run(["doctor", "--json", "--home", home, "--cdp-port", "0"] + more)
        let checks = try JSONDecoder().decode([Check].self, from: Data(ending.output.utf8))
        for check in checks where !check.isGood { #expect(check.mend != nil, "\(check)") }
        return (checks, ending.status)
    }

    @Test("it looks at the same things with a running appliance as without one")
    func same() async throws {
        try await withHome { home, _ in
            let alone = try await examine(home)
            #expect(alone.status == 0, "\(alone.checks.filter { !$0.isGood })")
            try await Program.serve(home: home) { appliance in
                let served = try await examine(home)
                #expect(served.status == 0, "\(served.checks.filter { !$0.isGood })")
                #expect(served.checks.map(\.name) == alone.checks.map(\.name))
                #expect(served.checks.contains { $0.name == "home" && $0.finding.contains("\(appliance.id)") })
            }
            let wanted = [
                "packages", "browser", "home", "folders", "room", "start", "sandbox", "protocol", "audit log",
            ]
            #expect(Set(wanted).isSubset(of: alone.checks.map(\.name)))
        }
    }

    @Test("what is in the way has its mend, and the rest is looked at all the same")
    func bad() async throws {
        try await withHome { home, _ in
            _ = try await Program.run(["runs", "list", "--home", home])
            chmod(home + "/tokens", 0o777)
            let (checks, status) = try await examine(home, ["--chromium", "/nowhere/chromium"])
            #expect(status == 1)
            let browser = try #require(checks.first { $0.name == "browser" })
            #expect(!browser.isGood && browser.mend?.contains("--chromium") == true)
            #expect(checks.contains { $0.name == "audit log" && $0.isGood })
        }
    }

    @Test("a browser without its sandbox is told, also by a running appliance")
    func sandboxOff() async throws {
        try await withHome { home, _ in
            try await Program.serve(home: home, ["--unsafe-no-sandbox"]) { _ in
                let (checks, status) = try await examine(home)
                #expect(status == 1)
                let sandbox = try #require(checks.first { $0.name == "sandbox" })
                #expect(!sandbox.isGood && sandbox.mend?.contains("--unsafe-no-sandbox") == true)
            }
        }
    }
}
