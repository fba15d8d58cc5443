// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import WebAddresses

@testable import Egress

@Suite("Streaming lines")
struct StreamingTests {
    private let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"

    private func open(
        _ peer: RawPeer,
        bytes: Int = 1000
    ) async throws -> (head: OutboundHead, lines: AsyncThrowingStream<String, any Error>) {
        let client = try EgressClient(allowing: [WebOrigin(peer.address)])
        return try await client.lines(
            of: OutboundRequest(.get, WebAddress(peer.address + "/"), limits: TransferLimits(whole: nil, bytes: bytes))
        )
    }

    @Test("lines come while the answer goes on")
    func live() async throws {
        let (answers, answer) = AsyncStream<String>.makeStream()
        let head = head
        let peer = try RawPeer { connection, _ in
            RawPeer.say(head + "one\n", to: connection)
            RawPeer.waitForEnd(of: connection)
            answer.yield("end")
        }
        var stream: AsyncThrowingStream<String, any Error>? = try await open(peer).lines
        var iterator = stream?.makeAsyncIterator()
        #expect(try await iterator?.next() == "one")
        iterator = nil
        stream = nil
        var ends = answers.makeAsyncIterator()
        #expect(await ends.next() == "end")
    }

    @Test("nothing is lost of an answer that is faster than its reader")
    func backPressure() async throws {
        let head = head
        let count = 200_000
        let peer = try RawPeer { connection, _ in
            RawPeer.say(head, to: connection)
            for start in stride(from: 0, to: count, by: 1000) {
                let block = (start..<start + 1000).map { "line \($0)\n" }.joined()
                guard RawPeer.say(block, to: connection) else { return }
            }
        }
        var number = 0
        for try await line in try await open(peer).lines {
            guard line == "line \(number)" else { break }
            number += 1
            if number.isMultiple(of: 500) { await Task.yield() }
        }
        #expect(number == count)
    }

    @Test("a reader that is cancelled ends the answer")
    func cancelled() async throws {
        let (arrivals, arrival) = AsyncStream<String>.makeStream()
        let head = head
        let peer = try RawPeer { connection, _ in
            RawPeer.say(head + "one\n", to: connection)
            RawPeer.waitForEnd(of: connection)
            arrival.yield("end")
        }
        let task = Task {
            for try await _ in try await open(peer).lines { arrival.yield("line") }
        }
        var iterator = arrivals.makeAsyncIterator()
        #expect(await iterator.next() == "line")
        task.cancel()
        #expect(await iterator.next() == "end")
        _ = await task.result
    }

    @Test("a line that is too long ends the answer with an error")
    func longLine() async throws {
        let head = head
        let peer = try RawPeer { connection, _ in
            RawPeer.say(head + "ok\n" + String(repeating: "x", count: 2000), to: connection)
        }
        let error = await #expect(throws: EgressError.self) {
            for try await _ in try await open(peer).lines {}
        }
        #expect(error?.reason == .answerTooLarge)
    }

    @Test("an answer that is no success comes as a whole")
    func refused() async throws {
        let peer = try RawPeer { connection, _ in
            RawPeer.say("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\n{\"\"}", to: connection)
        }
        let error = await #expect(throws: UnexpectedStatus.self) { _ = try await open(peer) }
        #expect(error?.reply.head.status == 403)
        #expect(error.map { String(decoding: $0.reply.body, as: UTF8.self) } == "{\"\"}\n")
    }
}
