// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@Suite("Following the log on the command line")
struct FollowTests {
    @Test("with a run's id only that run's events are printed, those that were and those that come")
    func oneRun() async throws {
        let pages: [String: FixtureReply] = ["/": .page("<form action=/paid><button>Pay</button></form>")]
        try await withFixtureServer(pages) { server in
            try await withHome { home, folder in
                try await SampleSkill.approve(SampleSkill.pay(server.origin()), in: home, folder)
                try await Program.serve(home: home) { _ in
                    // Two runs that wait for a person, and so go on when the test says.
                    let runs = try await [waitingRun(home), waitingRun(home)]
                    let tail = ["audit", "tail", "--follow", "--run", runs[0], "--home", home]
                    try await Program.start(tail) { log in
                        _ = try await log.line(containing: "run_queued")
                        for run in runs.reversed() {
                            _ = try await Program.run(["runs", "answer", run, "deny", "--home", home])
                        }
                        _ = try await log.line(containing: "run_ended")
                        log.send(9)
                        let lines = try await log.waitForEnd().output.split(separator: "\n")
                        #expect(lines.allSatisfy { $0.contains(runs[0]) && !$0.contains(runs[1]) }, "\(lines)")
                    }
                }
            }
        }
    }

    private func waitingRun(_ home: String) async throws -> String {
        let ending = try await Program.run(["skills", "run", "pay", "--home", home])
        return String(try #require(ending.output.firstMatch(of: /run_[0-9a-f]{16}/), "\(ending)").output)
    }
}
