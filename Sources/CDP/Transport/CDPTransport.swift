// SPDX-License-Identifier: Apache-2.0

/// One way to exchange whole messages with a browser: a WebSocket, or a pair of pipes.
public protocol CDPTransport: Sendable {
    /// Puts a message on its way, behind those handed over before.
    ///
    /// - Throws: ``CDPError`` with `mailbox_full`, `message_too_large` or `connection_lost`; nothing was sent then.
    func send(_ message: [UInt8]) throws(CDPError)

    /// Ends the connection; the receiver is told of it once.
    func close()
}

/// What a transport tells, always from the same thread and in order.
public enum CDPTransportEvent: Sendable {
    /// The connection stands.
    case opened
    /// A whole message came.
    case message([UInt8])
    /// The connection has ended, or never stood; nothing follows.
    case closed(reason: String)
}
