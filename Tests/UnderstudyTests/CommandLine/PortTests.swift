// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@Suite("Ports on the command line")
struct PortTests {
    @Test(
        "a number that is no port is wrong usage, and the option is named",
        arguments: [
            ["serve", "--port", "99999"], ["serve", "--port=-1"], ["serve", "--cdp-port", "65536"],
            ["serve", "--port", "http"], ["demo", "--cdp-port", "73630"],
            ["teach", "http://x.example", "--cdp-port", "-7"],
        ]
    )
    func outside(_ arguments: [String]) async throws {
        let ending = try await Program.run(arguments)
        #expect(ending.status == 2, "\(ending)")
        #expect(ending.errors.contains(arguments.contains { $0.hasPrefix("--port") } ? "--port" : "--cdp-port"))
    }

    @Test(
        "a port in use is named with what to do, and the log says why the appliance ended",
        arguments: ["--port", "--cdp-port"]
    )
    func inUse(_ option: String) async throws {
        try await withFixtureServer { server in
            try await withHome { home, _ in
                let kept = try await Program.run(["grants", "add", "https://shop.example", "--home", home])
                #expect(kept.status == 0, "\(kept)")
                let other = option == "--port" ? "--cdp-port" : "--port"
                let ending = try await Program.run(
                    ["serve", "--home", home, option, "\(server.port)", other, "0"]
                )
                #expect(ending.status == 1, "\(ending)")
                #expect(ending.errors.contains("\(server.port)"), "\(ending)")
                #expect(
                    ending.errors.contains("another \(option)") || ending.errors.contains("with \(option)"),
                    "\(ending)"
                )
                #expect(ending.errors.contains("[port_in_use]"), "\(ending)")
                let tail = try await Program.run(["audit", "tail", "--home", home])
                let last = try #require(tail.output.split(separator: "\n").last)
                #expect(last.contains("appliance_stopped") && last.contains("port_in_use"), "\(last)")
                #expect(last.contains("\(server.port)"))
                let verdict = try await Program.run(["audit", "verify", "--home", home])
                let grants = try await Program.run(["grants", "list", "--home", home])
                #expect(
                    verdict.status == 0 && grants.output.contains("https://shop.example"),
                    "nothing earlier is lost"
                )
            }
        }
    }
}
