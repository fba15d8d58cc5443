// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@Suite("A run from the command line that needs a person", .serialized)
struct ConsentTests {
    private func withPayment(
        _ body: @escaping @Sendable (_ home: String, FixtureServer) async throws -> Void
    ) async throws {
        let pages: [String: FixtureReply] = [
            "/": .page("<form action=/paid><button>Pay</button></form>"), "/paid": .page("<p>Thank you"),
        ]
        try await withFixtureServer(pages) { server in
            try await withHome { home, folder in
                try await SampleSkill.approve(SampleSkill.pay(server.origin()), in: home, folder)
                try await body(home, server)
            }
        }
    }

    @Test("without a terminal and without an appliance it ends, and says where a person can decide")
    func nobodyThere() async throws {
        try await withPayment { home, server in
            let ending = try await Program.run(["skills", "run", "pay", "--home", home, "--cdp-port", "0"])
            #expect(ending.status == 4, "\(ending)")
            #expect(ending.output.contains("needs_person") && ending.output.contains("understudy serve"), "\(ending)")
            #expect(!ending.output.contains("apr_"), "the question ends with the process")
            #expect(server.requests(for: "/paid").isEmpty)
            let runs = try await Program.run(["runs", "list", "--home", home])
            #expect(runs.output.contains("cancelled"), "\(runs)")
        }
    }

    @Test("at a terminal the person is asked there", arguments: [("y\n", 0), ("n\n", 3)])
    func asked(_ answer: String, _ status: Int32) async throws {
        try await withPayment { home, server in
            let ending = try await Program.runAtTerminal(
                ["skills", "run", "pay", "--home", home, "--cdp-port", "0"],
                typing: answer
            )
            #expect(ending.status == status, "\(ending)")
            #expect(ending.output.contains("cannot be undone") && ending.output.contains("[y/N]"), "\(ending)")
            #expect(server.requests(for: "/paid").count == (status == 0 ? 1 : 0))
        }
    }

    @Test("with an appliance the question stays there until somebody decides it")
    func decidedElsewhere() async throws {
        try await withPayment { home, server in
            try await Program.serve(home: home) { _ in
                let waiting = try await Program.run(["skills", "run", "pay", "--home", home])
                #expect(waiting.status == 4, "\(waiting)")
                let question = try #require(waiting.output.firstMatch(of: /apr_[0-9a-f]+/)).output
                let decided = try await Program.run(
                    ["approvals", "decide", String(question), "approve", "--home", home]
                )
                #expect(decided.status == 0, "\(decided)")
                _ = try await server.request(for: "/paid")
            }
        }
    }

    @Test("a run that waits for a person keeps no other run waiting")
    func placeIsLent() async throws {
        try await withPayment { home, server in
            try await Program.serve(home: home, ["--concurrency", "1"]) { _ in
                for _ in 0..<2 {
                    let waiting = try await Program.run(["skills", "run", "pay", "--home", home])
                    #expect(waiting.status == 4 && waiting.output.contains("apr_"), "\(waiting)")
                }
                let list = try await Program.run(["approvals", "list", "--home", home])
                for question in list.output.matches(of: /apr_[0-9a-f]+/) {
                    let decided = try await Program.run(
                        ["approvals", "decide", String(question.output), "approve", "--home", home]
                    )
                    #expect(decided.status == 0, "\(decided)")
                }
                _ = try await server.request(for: "/paid")
            }
        }
    }
}
