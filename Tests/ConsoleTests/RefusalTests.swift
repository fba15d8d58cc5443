// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Testing
import Vocabulary

@testable import Console

@Suite("Refused requests")
struct RefusalTests {
    @Test("each is written into the log with the route and the reason, and never with what was sent")
    func written() async throws {
        try await withConsole(ConsoleConfiguration(port: 0, refusalsPerSecond: 100)) { console in
            _ = try await console.request("GET", "/v1/runs/run_secret", headers: console.headers(nil))
            _ = try await console.request("GET", "/v1/secrets", headers: console.headers("agent"))
            _ = try await console.request("GET", "/health", headers: ["Host: evil.test"])
            _ = try await console.request(
                "POST",
                "/v1/session",
                headers: console.headers(nil),
                body: "{\"code\":\"guess\"}",
                type: "application/json"
            )
            let refused = console.recorder.events.filter { $0.name == .requestRefused }
            #expect(
                refused.map { $0.extra["code"] } == [
                    "token_required", "operator_required", "host_not_allowed", "code_unknown",
                ]
            )
            #expect(
                refused.map { $0.extra["route"] } == [
                    "GET /v1/runs/{id}", "GET /v1/secrets", "GET", "POST /v1/session",
                ]
            )
            #expect(refused[1].extra["principal"] == "agent")
            #expect(!refused.description.contains("run_secret") && !refused.description.contains("guess"))
        }
    }

    @Test("a mistake in a request is no refusal")
    func mistakes() async throws {
        try await withConsole { console in
            _ = try await console.request("GET", "/v1/runs/run_2")
            _ = try await console.request("GET", "/nothing")
            #expect(console.recorder.events.isEmpty)
        }
    }

    @Test("more than so many a second are counted, and the count is written with the next one")
    func bounded() {
        let log = RefusalLog(events: EventRecorder(), perSecond: 2)
        let start = ContinuousClock.now
        #expect(log.admit(at: start) == 0)
        #expect(log.admit(at: start) == 0)
        #expect(log.admit(at: start) == nil)
        #expect(log.admit(at: start) == nil)
        #expect(log.admit(at: start + .seconds(2)) == 2)
        #expect(log.admit(at: start + .seconds(2)) == 0)
    }
}
