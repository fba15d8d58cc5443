// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import CDP

@Suite struct EventQueueTests {
    private func event(_ number: Int, size: Int = 2) -> CDPEvent {
        CDPEvent(
            method: "\(number)",
            content: Content(message: [UInt8](repeating: 0x20, count: size), range: nil)
        )
    }

    @Test("events come out in their order, however many went through")
    func order() async throws {
        let queue = EventQueue(limit: 5000)
        for round in 0..<3 {
            for number in 0..<3000 { #expect(queue.deliver(event(number + round)) == .taken) }
            for number in 0..<3000 { #expect(try await queue.next()?.method == "\(number + round)") }
        }
        queue.finish()
        #expect(try await queue.next() == nil)
    }

    @Test("bytes are bounded as well as numbers")
    func bytes() async throws {
        let queue = EventQueue(limit: 100, byteLimit: 1000)
        #expect(queue.deliver(event(1, size: 600)) == .taken)
        #expect(queue.deliver(event(2, size: 600)) == .overflowed)
        #expect(try await queue.next()?.method == "1")
        #expect(queue.deliver(event(3, size: 600)) == .taken)
    }

    @Test("a reader that waits gets the event at once")
    func waiting() async throws {
        let queue = EventQueue(limit: 1)
        async let first = queue.next()
        #expect(queue.deliver(event(1)) == .taken)
        #expect(try await first?.method == "1")
    }
}
