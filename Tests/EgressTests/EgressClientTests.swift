// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Foundation
import Testing
import WebAddresses

@testable import Egress

@Suite("Egress client")
struct EgressClientTests {
    private let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n"

    private func client(_ address: String) throws -> EgressClient { try EgressClient(allowing: [WebOrigin(address)]) }

    private func send(
        _ peer: RawPeer,
        limits: TransferLimits = TransferLimits()
    ) async throws -> OutboundReply {
        try await client(peer.address).send(OutboundRequest(.get, WebAddress(peer.address + "/x"), limits: limits))
    }

    @Test("method, headers and body go out, status, headers and body come back")
    func exchange() async throws {
        let peer = try RawPeer { connection, head in
            let body = head.components(separatedBy: "\r\n\r\n").dropFirst().joined()
            RawPeer.say(
                "HTTP/1.1 418 Teapot\r\nX-Said: \(head.components(separatedBy: "\r\n")[0])\r\nContent-Length: "
                    + "\(body.utf8.count)\r\n\r\n\(body)",
                to: connection
            )
        }
        let client = try client(peer.address)
        for (method, body) in [(OutboundRequest.Method.get, nil), (.post, "{\"a\":1}"), (.post, ""), (.delete, nil)] {
            let reply = try await client.send(
                OutboundRequest(
                    method,
                    WebAddress(peer.address + "/a/b?c=d"),
                    headers: [.init("X-Thing", "y")],
                    body: body.map { Array($0.utf8) }
                )
            )
            #expect(reply.head.status == 418)
            #expect(reply.head.headers["x-said"] == "\(method.rawValue) /a/b?c=d HTTP/1.1")
            #expect(String(decoding: reply.body, as: UTF8.self) == body ?? "")
        }
    }

    @Test("only the origins that were given are asked, and only this machine's can be given")
    func origins() async throws {
        let peer = try RawPeer { connection, _ in RawPeer.say("", to: connection) }
        let client = try client("http://127.0.0.1:1")
        let refused = await #expect(throws: EgressError.self) {
            try await client.send(OutboundRequest(.get, try WebAddress(peer.address + "/")))
        }
        #expect(refused?.reason == .hostNotAllowed)
        for origin in ["https://example.com", "http://10.0.0.1", "http://169.254.169.254", "http://[::ffff:10.0.0.1]"] {
            let error = #expect(throws: EgressError.self) { _ = try EgressClient(allowing: [WebOrigin(origin)]) }
            #expect(error?.reason == .hostNotAllowed)
        }
    }

    @Test("a redirect is not followed")
    func redirect() async throws {
        let peer = try RawPeer { connection, head in
            #expect(head.hasPrefix("GET /x "))
            RawPeer.say("HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n", to: connection)
        }
        let reply = try await send(peer)
        #expect(reply.head.status == 302)
    }

    @Test("proxy variables of the environment are not read")
    func proxy() async throws {
        setenv("http_proxy", "http://127.0.0.1:1", 1)
        defer { unsetenv("http_proxy") }
        let ok = ok
        let peer = try RawPeer { connection, _ in RawPeer.say(ok + "hi", to: connection) }
        #expect(try await send(peer).body == Array("hi".utf8))
    }

    @Test(
        "an answer that is too large, cut off or no HTTP is an error",
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n12345678901", "answer_too_large"),
            ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123", "connection_lost"), ("", "connection_lost"),
            ("220 smtp ready\r\n\r\n", "answer_invalid"),
            ("HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 70_000))\r\n\r\n", "answer_invalid"),
        ]
    )
    func wrongAnswers(answer: String, code: String) async throws {
        let peer = try RawPeer { connection, _ in RawPeer.say(answer, to: connection) }
        let error = await #expect(throws: EgressError.self) { try await send(peer, limits: TransferLimits(bytes: 10)) }
        #expect(error?.code == code)
    }

    @Test("where nothing listens, the error names the place")
    func nothingThere() async throws {
        var peer: RawPeer? = try RawPeer { _, _ in }
        let address = try #require(peer?.address)
        peer = nil
        let client = try client(address)
        let error = await #expect(throws: EgressError.self) {
            try await client.send(OutboundRequest(.get, try WebAddress(address + "/")))
        }
        #expect(error?.reason == .connectionFailed)
        #expect(error?.message.contains(address) == true)
    }

    @Test(
        "no answer, a stalled answer and an endless answer each end by their limit",
        arguments: [
            (nil, "the answer"), ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1", "more of the answer"),
        ]
    )
    func silence(said: String?, waited: String) async throws {
        let peer = try RawPeer { connection, _ in
            if let said { RawPeer.say(said, to: connection) }
            RawPeer.waitForEnd(of: connection)
        }
        let limits = TransferLimits(answering: .milliseconds(300), silence: .milliseconds(100))
        let error = await #expect(throws: EgressError.self) { try await send(peer, limits: limits) }
        #expect(error?.reason == .timedOut)
        #expect(error?.message.contains("waiting for \(waited) of") == true)
    }

    @Test("who is cancelled leaves at once, and the connection ends")
    func cancelled() async throws {
        let (arrivals, arrival) = AsyncStream<String>.makeStream()
        let peer = try RawPeer { connection, _ in
            arrival.yield("request")
            RawPeer.waitForEnd(of: connection)
            arrival.yield("end")
        }
        let task = Task { try await send(peer) }
        var iterator = arrivals.makeAsyncIterator()
        #expect(await iterator.next() == "request")
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await iterator.next() == "end")
    }

    @Test("a header with a line break is not sent")
    func headerBreak() async throws {
        let client = try client("http://127.0.0.1:1")
        let error = await #expect(throws: EgressError.self) {
            try await client.send(
                OutboundRequest(
                    .get,
                    try WebAddress("http://127.0.0.1:1/"),
                    headers: [.init("A", "b\r\nC: d")]
                )
            )
        }
        #expect(error?.reason == .requestInvalid)
    }

    @Test("a name of this machine is connected to")
    func name() async throws {
        let ok = ok
        let peer = try RawPeer { connection, _ in RawPeer.say(ok + "hi", to: connection) }
        let address = "http://localhost:\(peer.port)"
        #expect(try await client(address).send(OutboundRequest(.get, WebAddress(address + "/"))).head.status == 200)
    }
}
