// SPDX-License-Identifier: Apache-2.0

/// What other threads leave for the socket's thread: messages to send, and the wish to end.
///
/// Bounded in number and bytes; a message that does not fit is refused to its sender, because the browser is then so
/// far behind that waiting would only hide it.
struct Mailbox: Sendable {
    /// How many messages may wait.
    static let messageLimit = 4096
    /// How many bytes may wait, in all and in one message: Chrome ends a connection that sends it more than 100 MiB.
    static let byteLimit = 90 * 1024 * 1024

    private var messages: [[UInt8]?] = []
    private var first = 0
    private var bytes = 0
    private var isWakeDue = false
    private var isOver = false
    private(set) var isClosing = false

    /// Takes a message.
    ///
    /// - Returns: whether the socket's thread must be woken for it.
    mutating func post(_ message: [UInt8]) throws(CDPTransportFailure) -> Bool {
        guard !isClosing, !isOver else { throw .closed }
        guard message.count <= Mailbox.byteLimit else { throw .messageTooLarge(limit: Mailbox.byteLimit) }
        guard messages.count - first < Mailbox.messageLimit, bytes + message.count <= Mailbox.byteLimit else {
            throw .mailboxFull(limit: Mailbox.messageLimit)
        }
        messages.append(message)
        bytes += message.count
        return wakeOnce()
    }

    /// Asks for the end, after what was posted before.
    ///
    /// - Returns: whether the socket's thread must be woken for it.
    mutating func close() -> Bool {
        guard !isClosing, !isOver else { return false }
        isClosing = true
        return wakeOnce()
    }

    /// Notes that the socket's thread is awake; whatever is posted from now on must wake it again.
    mutating func noteAwake() { isWakeDue = false }

    /// Gives the oldest message out.
    mutating func next() -> [UInt8]? {
        guard first < messages.count, let message = messages[first] else { return nil }
        messages[first] = nil
        first += 1
        bytes -= message.count
        if first == messages.count {
            messages.removeAll(keepingCapacity: messages.capacity <= 64)
            first = 0
        }
        return message
    }

    /// Whether something waits to be sent.
    var isEmpty: Bool { first == messages.count }

    /// Refuses everything from now on and lets go of what still waits.
    mutating func end() {
        isOver = true
        messages = []
        first = 0
        bytes = 0
    }

    private mutating func wakeOnce() -> Bool {
        defer { isWakeDue = true }
        return !isWakeDue
    }
}
