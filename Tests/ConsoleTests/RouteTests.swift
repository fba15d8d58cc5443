// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import HTTPTypes
import Testing
import Vocabulary

@testable import Console

@Suite("Routes")
struct RouteTests {
    @Test("every route asks the appliance for its thing and answers in its shape")
    func everyRoute() async throws {
        try await withConsole { console in
            for route in RouteTable.all where route.success.content != .events {
                let call = try #require(SampleCall.all[route.title], "\(route.title) has no sample")
                let before = console.appliance.calls.count
                let reply = try await console.request(
                    route.method.rawValue,
                    call.path,
                    body: call.body.replacing("CODE", with: console.access.issueCode()),
                    type: call.type
                )
                #expect(reply.status == route.success.status.code, "\(route.title): \(reply.body)")
                #expect(console.appliance.calls.dropFirst(before).last == call.asks, "\(route.title)")
                switch route.success.content {
                case .json(let shape):
                    let value = try JSONText.parse(reply.body)
                    #expect(shape.problem(in: value) == nil, "\(route.title): \(reply.body)")
                case .nothing: #expect(reply.body.isEmpty)
                case .asset: #expect(reply.headers["etag"] != nil && !reply.body.isEmpty)
                case .picture: #expect(!reply.body.isEmpty)
                case .stream: #expect(!reply.body.isEmpty)
                case .file: #expect(reply.body == "one,two")
                case .events: break
                }
            }
        }
    }

    @Test("a run that needs a person says for what it waits")
    func waiting() async throws {
        try await withConsole { console in
            console.appliance.setRunState(.needsPerson)
            let reply = try await console.request("GET", "/v1/runs/run_1")
            let value = try JSONText.parse(reply.body)
            #expect(value["summary"]?["state"] == "needs_person")
            #expect(value["waits_for"]?["id"] == "apr_1")
            #expect(Shape.named("RunDetail").problem(in: value) == nil)
        }
    }

    @Test("names that people chose stay as they are, keys are snake_case")
    func keys() async throws {
        try await withConsole { console in
            let value = try JSONText.parse(try await console.request("GET", "/v1/runs/run_1").body)
            #expect(value["outputs"]?["orderTotal"] == "4 €")
            #expect(value["steps"]?.array?.first?["matches"]?["someLocator"] == 0)
            #expect(value["steps"]?.array?.first?["duration_ms"] == 12)
        }
    }

    @Test(
        "what was given in an address is checked before the appliance sees it",
        arguments: [
            ("/v1/skills/..%2Fetc", 400, "invalid_slug"), ("/v1/skills/Upper", 400, "invalid_slug"),
            ("/v1/runs/a%20b", 400, "parameter_invalid"), ("/v1/runs/run_1?wait=61", 400, "parameter_invalid"),
            ("/v1/runs/run_1?wait=x", 400, "parameter_invalid"), ("/v1/runs?limit=0", 400, "parameter_invalid"),
            ("/v1/events?event=nope", 400, "parameter_invalid"), ("/v1/events?event=", 400, "parameter_invalid"),
            ("/v1/runs?limit=1&limit=2", 400, "parameter_invalid"), ("/v1/runs?other=1", 400, "parameter_invalid"),
            ("/v1/skills/pending/order-coffee/xyz", 400, "parameter_invalid"),
        ]
    )
    func parameters(path: String, status: Int, code: String) async throws {
        try await withConsole { console in
            let reply = try await console.request("GET", path)
            #expect(reply.status == status)
            #expect(try JSONText.parse(reply.body)["error"]?["code"]?.string == code)
            #expect(console.appliance.calls.isEmpty)
        }
    }

    @Test("a word that is not one of those that can be asked for is answered with all of them")
    func choices() async throws {
        try await withConsole { console in
            let reply = try await console.request("GET", "/v1/events?event=nope")
            let message = try #require(try JSONText.parse(reply.body)["error"]?["message"]?.string)
            #expect(message.contains("'event' must be one of "))
            #expect(EventName.allCases.allSatisfy { message.contains($0.rawValue) })
        }
    }

    @Test("an approval of another digest than the address names is refused")
    func digestMismatch() async throws {
        try await withConsole { console in
            let other = String(repeating: "f", count: 64)
            let reply = try await console.request(
                "POST",
                "/v1/skills/pending/order-coffee/0123456789ab/approve",
                body: "{\"sha256\":\"\(other)\"}",
                type: "application/json"
            )
            #expect(reply.status == 409)
            #expect(reply.body.contains("digest_mismatch"))
            #expect(console.appliance.calls.isEmpty)
        }
    }

    @Test("no answer holds a secret's value")
    func secretValue() async throws {
        try await withConsole { console in
            let call = try #require(SampleCall.all["POST /v1/secrets"])
            let stored = try await console.request("POST", call.path, body: call.body, type: call.type)
            let listed = try await console.request("GET", "/v1/secrets")
            #expect(!stored.body.contains("hunter2") && !listed.body.contains("hunter2"))
            #expect(listed.body.contains("\"name\":\"n\""))
        }
    }

    @Test("the page takes nothing from its address and runs no script but its own files")
    func page() async throws {
        try await withConsole { console in
            let plain = try await console.request("GET", "/", headers: console.headers(nil))
            let talkedTo = try await console.request("GET", "/?gatewayUrl=ws://evil", headers: console.headers(nil))
            #expect(plain.body == talkedTo.body)
            let scripts = plain.body.split(separator: "<script").dropFirst()
            #expect(scripts.allSatisfy { $0.hasPrefix(" type=\"module\" src=\"/assets/") && $0.contains("></script>") })
        }
    }
}
