// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Testing
import Vocabulary

@testable import Console

@Suite("Bodies")
struct BodyTests {
    @Test("a body that is too large is refused, by its announced and by its real size")
    func tooLarge() async throws {
        try await withConsole(ConsoleConfiguration(port: 0, bodyLimit: 1000)) { console in
            let large = String(repeating: "x", count: 1001)
            let announced = try await console.request("POST", "/v1/skills", body: large, type: "application/yaml")
            #expect(announced.status == 413)
            let connection = try RawConnection(port: console.port)
            let lines =
                try console.headers("operator") + [
                    "Content-Type: application/yaml", "Transfer-Encoding: chunked", "Connection: close",
                ]
            connection.send("POST /v1/skills HTTP/1.1\r\n\(lines.joined(separator: "\r\n"))\r\n\r\n")
            connection.send("3e9\r\n\(large)\r\n0\r\n\r\n")
            #expect(try RawReply(await connection.readToEnd()).status == 413)
            let fits = try await console.request(
                "POST",
                "/v1/skills",
                body: String(repeating: "x", count: 1000),
                type: "application/yaml"
            )
            #expect(fits.status == 201)
        }
    }

    @Test(
        "a body that does not come, or drop by drop, is not waited for, and the answer says so",
        arguments: ["{", ""]
    )
    func tooSlow(_ begun: String) async throws {
        try await withConsole(ConsoleConfiguration(port: 0, patience: .milliseconds(200))) { console in
            let connection = try RawConnection(port: console.port)
            let lines = try console.headers("operator") + ["Content-Type: application/json", "Content-Length: 10"]
            connection.send("POST /v1/grants HTTP/1.1\r\n\(lines.joined(separator: "\r\n"))\r\n\r\n\(begun)")
            let reply = try RawReply(await connection.readToEnd())
            #expect(reply.status == 408)
            #expect(try JSONText.parse(reply.body)["error"]?["code"] == "body_too_slow")
            #expect(console.appliance.calls.isEmpty)
        }
    }

    @Test(
        "a body that is not of its form is refused with the place",
        arguments: [
            ("{", "no JSON"), ("[]", "the body must be an object"), ("{}", "'decision' is missing"),
            ("{\"decision\":\"maybe\"}", "'decision' must be one of approve, deny"),
            ("{\"decision\":\"approve\",\"by\":\"me\"}", "'by' is not known here"), ("", "no JSON"),
            ("{\"decision\":\"deny\",\"decision\":\"approve\"}", "names 'decision' twice"),
            ("{\"decision\":\"deny\",\"deci\\u0073ion\":\"approve\"}", "names 'decision' twice"),
        ]
    )
    func form(body: String, told: String) async throws {
        try await withConsole { console in
            let reply = try await console.request(
                "POST",
                "/v1/approvals/apr_1/decide",
                body: body,
                type: "application/json"
            )
            #expect(reply.status == 400)
            #expect(reply.body.contains("body_invalid"))
            #expect(try JSONText.parse(reply.body)["error"]?["message"]?.string?.contains(told) == true)
            #expect(console.appliance.calls.isEmpty)
        }
    }

    @Test(
        "a body that is not UTF-8 is refused, and is not taken for another",
        arguments: [[0xFF], [0xC3, 0x28], [0x00]]
    )
    func encoding(_ bytes: [UInt8]) async throws {
        try await withConsole { console in
            let connection = try RawConnection(port: console.port)
            let body = Array("{\"on\":true,\"x".utf8) + bytes + Array("\":1}".utf8)
            let lines =
                try console.headers("operator") + [
                    "Content-Type: application/json", "Content-Length: \(body.count)", "Connection: close",
                ]
            connection.send("POST /v1/kill-switch HTTP/1.1\r\n\(lines.joined(separator: "\r\n"))\r\n\r\n")
            connection.send(bytes: body)
            let reply = try RawReply(await connection.readToEnd())
            #expect(reply.status == 400)
            #expect(reply.body.contains("no JSON in UTF-8"))
        }
    }

    @Test(
        "a form's or a text's content type is not taken",
        arguments: [
            "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "",
        ]
    )
    func mediaType(type: String) async throws {
        try await withConsole { console in
            let reply = try await console.request(
                "POST",
                "/v1/kill-switch",
                body: "{\"on\":false}",
                type: type.isEmpty ? nil : type
            )
            #expect(reply.status == 415)
        }
    }

    @Test("a run's body may be left out, and its inputs too", arguments: ["", "{}", "{\"inputs\":{}}"])
    func optionalBody(body: String) async throws {
        try await withConsole { console in
            let reply = try await console.request(
                "POST",
                "/v1/skills/order-coffee/runs",
                body: body,
                type: body.isEmpty ? nil : "application/json"
            )
            #expect(reply.status == 202)
        }
    }
}
