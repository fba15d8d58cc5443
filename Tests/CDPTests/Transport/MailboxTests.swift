// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import CDP

@Suite struct MailboxTests {
    @Test("messages come out in order, and one wake-up serves all that were posted before it")
    func order() throws {
        var mailbox = Mailbox()
        #expect(try mailbox.post([1]) == true)
        #expect(try mailbox.post([2]) == false)
        mailbox.noteAwake()
        #expect(try mailbox.post([3]) == true)
        #expect([mailbox.next(), mailbox.next(), mailbox.next(), mailbox.next()] == [[1], [2], [3], nil])
    }

    @Test("more messages than the limit are refused, and taken again once one is out")
    func messageLimit() throws {
        var mailbox = Mailbox()
        for _ in 0..<Mailbox.messageLimit { _ = try mailbox.post([0]) }
        #expect(throws: CDPTransportFailure.mailboxFull(limit: Mailbox.messageLimit)) { try mailbox.post([0]) }
        _ = mailbox.next()
        _ = try mailbox.post([0])
    }

    @Test("more bytes than the limit are refused, in one message or in all")
    func byteLimit() throws {
        var mailbox = Mailbox()
        let half = [UInt8](repeating: 0, count: Mailbox.byteLimit / 2 + 1)
        _ = try mailbox.post(half)
        #expect(throws: CDPTransportFailure.mailboxFull(limit: Mailbox.messageLimit)) { try mailbox.post(half) }
        #expect(throws: CDPTransportFailure.messageTooLarge(limit: Mailbox.byteLimit)) { try mailbox.post(half + half) }
    }

    @Test("closing takes nothing more, keeps what was posted, and wakes once")
    func closing() throws {
        var mailbox = Mailbox()
        _ = try mailbox.post([1])
        mailbox.noteAwake()
        #expect(mailbox.close() == true)
        #expect(mailbox.close() == false)
        #expect(throws: CDPTransportFailure.closed) { try mailbox.post([2]) }
        #expect(mailbox.next() == [1])
        mailbox.end()
        #expect(mailbox.next() == nil)
    }

    @Test("pieces become one message, and one that grows too large is refused as soon as that is clear")
    func assembly() throws {
        var assembly = MessageAssembly()
        func take(_ bytes: [UInt8], isLast: Bool) throws -> [UInt8]? {
            try bytes.withUnsafeBytes { try assembly.take($0, isLast: isLast, limit: 4) }
        }
        #expect(try take([1, 2], isLast: false) == nil)
        #expect(try take([3], isLast: true) == [1, 2, 3])
        #expect(try take([4], isLast: true) == [4])
        #expect(try take([5, 6, 7], isLast: false) == nil)
        #expect(throws: CDPTransportFailure.messageTooLarge(limit: 4)) { try take([8, 9], isLast: false) }
    }
}
