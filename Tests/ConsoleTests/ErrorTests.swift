// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import HTTPTypes
import SkillKit
import Testing
import Vocabulary

@testable import Console

@Suite("Errors")
struct ErrorTests {
    private struct Unexplained: Error { let inside = "the-inside" }

    @Test(
        "each kind of failure has its status",
        arguments: [
            (ErrorKind.usage, 400), (.notFound, 404), (.conflict, 409), (.invalid, 422), (.refused, 403),
            (.needsPerson, 409), (.timedOut, 504), (.unavailable, 503), (.failed, 500),
        ]
    )
    func kinds(kind: ErrorKind, status: Int) async throws {
        try await withConsole { console in
            console.appliance.fail(with: MemoryError(code: "some_code", message: "Some message.", kind: kind))
            let reply = try await console.request("GET", "/v1/status")
            #expect(reply.status == status)
            let error = try JSONText.parse(reply.body)["error"]
            #expect(error?["code"] == "some_code")
            #expect(error?["message"] == "Some message.")
            #expect(error?["request_id"]?.string?.isEmpty == false)
        }
    }

    @Test("an error about a skill's file carries every finding with its place, code, severity and mend")
    func diagnostics() async throws {
        try await withConsole { console in
            let error = try #require(throws: SkillError.self) {
                try SkillRegistry.pending(Array("nonsense: 1\n".utf8), file: "skill.yaml")
            }
            console.appliance.fail(with: error)
            let reply = try await console.request("POST", "/v1/skills", body: "nonsense: 1", type: "application/yaml")
            #expect(reply.status == 422)
            let body = try JSONText.parse(reply.body)
            #expect(Shape.named("Error").problem(in: body) == nil)
            let findings = try #require(body["error"]?["diagnostics"]?.array)
            #expect(findings.count == error.diagnostics.count)
            for (finding, diagnostic) in zip(findings, error.diagnostics) {
                #expect(finding["file"] == "skill.yaml")
                #expect(finding["position"]?["line"]?.int == diagnostic.position.line)
                #expect(finding["position"]?["column"]?.int == diagnostic.position.column)
                #expect(finding["code"] == .string(diagnostic.code))
                #expect(finding["severity"] == "error")
                #expect(finding["message"] == .string(diagnostic.message))
                #expect(finding["mend"] == .string(diagnostic.mend))
            }
        }
    }

    @Test("an error that nobody explained tells nothing of the inside")
    func unexplained() async throws {
        try await withConsole { console in
            console.appliance.fail(with: Unexplained())
            let reply = try await console.request("GET", "/v1/status")
            #expect(reply.status == 500)
            #expect(reply.body.contains("internal_error"))
            #expect(!reply.body.contains("the-inside") && !reply.body.contains("Unexplained"))
        }
    }

    @Test(
        "an address that is not there is a JSON 404",
        arguments: ["/nothing", "/v1", "/v1/skills/a/b/c", "/assets/x"]
    )
    func unknown(path: String) async throws {
        try await withConsole { console in
            let reply = try await console.request("GET", path)
            #expect(reply.status == 404)
            #expect(Shape.named("Error").problem(in: try JSONText.parse(reply.body)) == nil)
            #expect(reply.body.contains("route_unknown"))
        }
    }

    @Test("every other method of every address is a JSON 405 that lists the right ones")
    func methods() async throws {
        try await withConsole { console in
            for (path, routes) in Dictionary(grouping: RouteTable.all, by: \.path) {
                let own = Set(routes.map(\.method.rawValue))
                let address = try #require(SampleCall.all[routes[0].title]).path
                for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] where !own.contains(method) {
                    let reply = try await console.request(method, address)
                    #expect(reply.status == 405, "\(method) \(path)")
                    #expect(reply.headers["allow"] == own.sorted().joined(separator: ", "))
                }
            }
            #expect(console.appliance.calls.isEmpty)
        }
    }

    @Test(
        "every answer carries the headers that keep pages out",
        arguments: ["/", "/health", "/v1/status", "/nothing"]
    )
    func headers(path: String) async throws {
        try await withConsole { console in
            for principal in [nil, "operator"] {
                let reply = try await console.request("GET", path, headers: console.headers(principal))
                let policy = reply.headers["content-security-policy"] ?? ""
                #expect(policy.hasPrefix("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
                #expect(reply.headers["x-content-type-options"] == "nosniff")
                #expect(reply.headers["cache-control"] == (path == "/" ? "no-cache" : "no-store"))
                #expect(reply.headers["referrer-policy"] == "no-referrer")
                #expect(reply.headers["set-cookie"] == nil)
            }
        }
    }

    @Test("an answer that takes too long is a 504")
    func tooLong() async throws {
        try await withConsole(ConsoleConfiguration(port: 0, answerLimit: .milliseconds(50))) { console in
            console.appliance.stall()
            let reply = try await console.request("GET", "/v1/status")
            #expect(reply.status == 504)
            #expect(reply.body.contains("deadline_exceeded"))
        }
    }
}
