// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Foundation
import Testing
import Vocabulary

@testable import Console

@Suite("What is no request")
struct MalformedRequestTests {
    struct Malformed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let request: String
        let status: Int
        let code: String

        init(_ what: String, _ request: String, _ status: Int = 400, _ code: String = "request_malformed") {
            testDescription = what
            self.request = request
            self.status = status
            self.code = code
        }
    }

    private static let long = String(repeating: "x", count: 40_000)

    @Test(
        "is answered as every error is, and the connection is closed",
        arguments: [
            Malformed("no HTTP", "hello\r\n\r\n"),
            Malformed("a strange method", "G@T / HTTP/1.1\r\n\r\n"),
            Malformed("a version of its own", "GET / HTTP/7.1\r\nHost: a\r\n\r\n"),
            Malformed("a header without a name", "GET / HTTP/1.1\r\n: a\r\n\r\n"),
            Malformed(
                "two ways to say where it ends",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            ),
            Malformed("two lengths", "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
            Malformed("a length that is none", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
            Malformed("a large header", "GET / HTTP/1.1\r\nA: \(long)\r\n\r\n", 431, "header_too_large"),
            Malformed("a long address", "GET /\(long) HTTP/1.1\r\n\r\n", 431, "header_too_large"),
            Malformed(
                "many headers",
                "GET / HTTP/1.1\r\n\(String(repeating: "A: b\r\n", count: 200))\r\n",
                431,
                "header_too_large"
            ),
        ]
    )
    func answered(_ malformed: Malformed) async throws {
        try await withConsole { console in
            let connection = try RawConnection(port: console.port)
            connection.send(malformed.request)
            try expectError(try RawReply(await connection.readToEnd()), malformed.status, malformed.code)
            #expect(console.appliance.calls.isEmpty)
        }
    }

    @Test("a body with bad framing is answered once, as what it is")
    func badChunk() async throws {
        try await withConsole { console in
            let connection = try RawConnection(port: console.port)
            let lines =
                try console.headers("operator") + ["Content-Type: application/json", "Transfer-Encoding: chunked"]
            connection.send("POST /v1/grants HTTP/1.1\r\n\(lines.joined(separator: "\r\n"))\r\n\r\nzz\r\n{}\r\n")
            try expectError(try RawReply(await connection.readToEnd()), 400, "request_malformed")
            #expect(console.appliance.calls.isEmpty)
        }
    }

    @Test("after good requests it is answered in its turn")
    func inTurn() async throws {
        try await withConsole { console in
            let connection = try RawConnection(port: console.port)
            let good = "GET /health HTTP/1.1\r\nHost: 127.0.0.1:\(console.port)\r\n\r\n"
            connection.send(good + good + "hello\r\n\r\n")
            let text = String(decoding: await connection.readToEnd(), as: UTF8.self)
            let answers = text.components(separatedBy: "HTTP/1.1 ").dropFirst()
            #expect(answers.map { $0.prefix(3) } == ["200", "200", "400"])
            #expect(answers.last?.contains("request_malformed") == true)
        }
    }

    private func expectError(_ reply: RawReply, _ status: Int, _ code: String) throws {
        #expect(reply.status == status)
        #expect(reply.headers["connection"] == "close")
        #expect(reply.headers["x-content-type-options"] == "nosniff")
        let body = try JSONText.parse(reply.body)
        #expect(Shape.named("Error").problem(in: body) == nil)
        #expect(body["error"]?["code"]?.string == code)
        #expect(body["error"]?["request_id"]?.string?.isEmpty == false)
    }
}
