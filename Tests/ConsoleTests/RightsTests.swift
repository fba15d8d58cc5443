// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Testing

@testable import Console

@Suite("Rights")
struct RightsTests {
    @Test("the table of rights is the one that was reviewed")
    func table() throws {
        let table = RouteTable.all.map { "\($0.title) \($0.access.rawValue)" }.joined(separator: "\n") + "\n"
        #expect(try table == golden("routes.txt"))
    }

    @Test("every route lets in exactly those whom the table names", arguments: [nil, "agent", "operator"])
    func everyRoute(principal: String?) async throws {
        try await withConsole { console in
            for (title, access) in try goldenRights() {
                let call = try #require(SampleCall.all[title])
                let connection = try RawConnection(port: console.port)
                let method = title.prefix { $0 != " " }
                var lines = try console.headers(principal)
                if let type = call.type { lines.append("Content-Type: \(type)") }
                let body = call.body.replacing("CODE", with: console.access.issueCode())
                if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
                connection.send("\(method) \(call.path) HTTP/1.1\r\n\(lines.joined(separator: "\r\n"))\r\n\r\n\(body)")
                let head = try #require(await connection.read(until: "\r\n\r\n"))
                let status = try #require(Int(head.dropFirst(9).prefix(3)))
                let isAllowed = access == "everybody" || principal.map { access.contains($0) } ?? false
                if isAllowed {
                    #expect((200..<300).contains(status), "\(title) as \(principal ?? "nobody")")
                } else {
                    #expect(status == (principal == nil ? 401 : 403), "\(title) as \(principal ?? "nobody")")
                }
            }
        }
    }

    @Test("only the operator says where a run begins", arguments: ["agent", "operator"])
    func beginning(principal: String) async throws {
        try await withConsole { console in
            let answer = try await console.request(
                "POST",
                "/v1/skills/order-coffee/runs",
                headers: console.headers(principal),
                body: "{\"from\":\"a3\"}",
                type: "application/json"
            )
            #expect(answer.status == (principal == "operator" ? 202 : 403))
            let begun = console.appliance.calls.contains("startRun order-coffee from a3 operator")
            #expect(begun == (principal == "operator"), "\(console.appliance.calls)")
        }
    }

    @Test("nothing is asked of the appliance by whom it is not for")
    func nothingAsked() async throws {
        try await withConsole { console in
            for (title, access) in try goldenRights() where access == "operator" {
                let call = try #require(SampleCall.all[title])
                _ = try await console.request(
                    String(title.prefix { $0 != " " }),
                    call.path,
                    headers: console.headers("agent"),
                    body: call.body,
                    type: call.type
                )
            }
            #expect(console.appliance.calls.isEmpty)
        }
    }

    @Test("the agent's run is the agent's")
    func agentRun() async throws {
        try await withConsole { console in
            let reply = try await console.request(
                "POST",
                "/v1/skills/order-coffee/runs",
                headers: console.headers("agent")
            )
            #expect(reply.status == 202)
            #expect(console.appliance.calls == ["startRun order-coffee agent"])
        }
    }
}
