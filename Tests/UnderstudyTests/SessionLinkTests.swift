// SPDX-License-Identifier: Apache-2.0
import Console
import Egress
import Testing
import Vocabulary
import WebAddresses

@testable import understudy

@Suite("The link that opens a session")
struct SessionLinkTests {
    @Test("its code is changed for a token with the operator's rights, once, and the log has it")
    func exchange() async throws {
        try await withServedIdleAppliance { appliance, address in
            let link = try #require(appliance.sessionLink())
            let parts = link.split(separator: "#code=")
            #expect(parts.first == address[...] + "/")
            let code = String(try #require(parts.last))
            #expect(code.utf8.count == 43)
            let session = try await post("/v1/session", "{\"code\":\"\(code)\"}", to: address)
            #expect(session.head.status == 201)
            let token = try ConsoleJSON.decode(SessionToken.self, from: session.body)
            #expect(token.principal == .operator)
            for (given, status) in [(token.token, 200), (code, 401)] {
                let reply = try await get("/v1/secrets", given, from: address)
                #expect(reply.head.status == status)
            }
            #expect(try await post("/v1/session", "{\"code\":\"\(code)\"}", to: address).head.status == 401)
            let opened = try await appliance.events(EventQuery(event: "session_opened"))
            #expect(opened.count == 1)
            #expect(!opened[0].json.contains(code) && !opened[0].json.contains(token.token))
        }
    }

    @Test("there is none while nothing is served, and each one is another")
    func each() async throws {
        try await withIdleAppliance { appliance in #expect(appliance.sessionLink() == nil) }
        try await withServedIdleAppliance { appliance, _ in
            let (one, other) = (appliance.sessionLink(), appliance.sessionLink())
            #expect(one != nil && other != nil && one != other)
        }
    }

    private func post(_ path: String, _ body: String, to address: String) async throws -> OutboundReply {
        let origin = try WebOrigin(address)
        return try await EgressClient(allowing: [origin])
            .send(
                OutboundRequest(
                    .post,
                    try WebAddress(resolving: path, on: origin),
                    headers: [OutboundRequest.Header("Content-Type", "application/json")],
                    body: Array(body.utf8)
                )
            )
    }

    private func get(_ path: String, _ token: String, from address: String) async throws -> OutboundReply {
        let origin = try WebOrigin(address)
        return try await EgressClient(allowing: [origin])
            .send(
                OutboundRequest(
                    .get,
                    try WebAddress(resolving: path, on: origin),
                    headers: [OutboundRequest.Header("Authorization", "Bearer \(token)")],
                    body: nil
                )
            )
    }
}
