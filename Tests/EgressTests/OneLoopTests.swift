// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import WebAddresses

@testable import Egress

@Suite("One loop for all transfers")
struct OneLoopTests {
    private let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"

    private func request(_ peer: RawPeer, _ path: String) throws -> OutboundRequest {
        OutboundRequest(.get, try WebAddress(peer.address + path))
    }

    /// A peer that answers `/quick` at once and holds everything else until the other side leaves.
    private func peer(_ seen: AsyncStream<String>.Continuation) throws -> RawPeer {
        let ok = ok
        return try RawPeer { connection, head in
            seen.yield("begin")
            if head.hasPrefix("GET /quick ") { RawPeer.say(ok, to: connection) }
            RawPeer.waitForEnd(of: connection)
            seen.yield("end")
        }
    }

    @Test("32 run at once, one more is refused, and one that stalls holds nobody else")
    func manyAtOnce() async throws {
        let (arrivals, arrival) = AsyncStream<String>.makeStream()
        let peer = try peer(arrival)
        let client = try EgressClient(allowing: [WebOrigin(peer.address)])
        let slow = try request(peer, "/slow")
        let stalled = (0..<EgressClient.transferLimit).map { _ in Task { try await client.send(slow) } }
        var events = arrivals.makeAsyncIterator()
        for _ in stalled { #expect(await events.next() == "begin") }
        let refused = await #expect(throws: EgressError.self) { try await client.send(slow) }
        #expect(refused?.reason == .tooManyTransfers)

        stalled[0].cancel()
        await #expect(throws: CancellationError.self) { try await stalled[0].value }
        #expect(await events.next() == "end")
        let quick = try request(peer, "/quick")
        for _ in 0..<10 { #expect(try await client.send(quick).body == Array("hi".utf8)) }

        for task in stalled { task.cancel() }
        for task in stalled { await #expect(throws: CancellationError.self) { try await task.value } }
        #expect(try await client.send(quick).body == Array("hi".utf8))
    }

    @Test("all transfers of all clients run on one thread")
    func oneThread() async throws {
        let (arrivals, arrival) = AsyncStream<String>.makeStream()
        let peer = try peer(arrival)
        let slow = try request(peer, "/slow")
        let tasks = try (0..<8)
            .map { _ in
                let client = try EgressClient(allowing: [WebOrigin(peer.address)])
                return Task { try await client.send(slow) }
            }
        var events = arrivals.makeAsyncIterator()
        for _ in tasks { #expect(await events.next() == "begin") }
        let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
            .compactMap { try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8) }
        #expect(names.filter { $0.hasPrefix("understudy-http") }.count == 1)
        for task in tasks { task.cancel() }
        for task in tasks { _ = await task.result }
    }

    @Test("a time limit counts for its own transfer only")
    func ownLimit() async throws {
        let (arrivals, arrival) = AsyncStream<String>.makeStream()
        let peer = try peer(arrival)
        let client = try EgressClient(allowing: [WebOrigin(peer.address)])
        var short = try request(peer, "/slow")
        short.limits = TransferLimits(answering: .milliseconds(200))
        let long = try request(peer, "/slow")
        let patient = Task { try await client.send(long) }
        var events = arrivals.makeAsyncIterator()
        #expect(await events.next() == "begin")
        let error = await #expect(throws: EgressError.self) { try await client.send(short) }
        #expect(error?.reason == .timedOut)
        patient.cancel()
        await #expect(throws: CancellationError.self) { try await patient.value }
    }
}
