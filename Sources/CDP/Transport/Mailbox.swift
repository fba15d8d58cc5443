// SPDX-License-Identifier: Apache-2.0

/// Messages on their way to the socket's thread.
///
/// Bounded in number and bytes; a sender who finds it full gets an error and nothing is dropped in silence.
struct Mailbox {
    static let messageLimit = 4096
    /// Chromium resets a connection whose message exceeds 100 MiB.
    static let byteLimit = 90 << 20

    private var messages: [[UInt8]] = []
    private var head = 0
    private var bytes = 0

    var isEmpty: Bool { head == messages.count }

    mutating func append(_ message: [UInt8]) throws(CDPError) {
        guard message.count <= Mailbox.byteLimit else {
            throw CDPError(.messageTooLarge, "A message of \(message.count) bytes is more than the browser takes.")
        }
        guard messages.count - head < Mailbox.messageLimit, bytes + message.count <= Mailbox.byteLimit else {
            throw CDPError(.mailboxFull, "The browser takes messages more slowly than they are sent: try again later.")
        }
        messages.append(message)
        bytes += message.count
    }

    mutating func next() -> [UInt8]? {
        guard head < messages.count else { return nil }
        let message = messages[head]
        head += 1
        bytes -= message.count
        if head == messages.count {
            messages.removeAll(keepingCapacity: true)
            head = 0
        }
        return message
    }
}
