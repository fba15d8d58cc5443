// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// One connection to a browser that carries whole messages, in order, both ways.
///
/// What is above it knows nothing of sockets, so that a connection over pipes, or a test's fake, takes its place.
public protocol CDPTransport: Sendable {
    /// Connects. From then on `receiver` is called, in the order of arrival and never by two threads at once, until it
    /// has been told the end.
    ///
    /// - Throws: ``CDPTransportFailure`` when there is nobody to connect to before the deadline.
    func open(_ receiver: CDPTransportReceiver, deadline: Deadline) async throws
    /// Hands one message over to be sent, without waiting for it to be.
    ///
    /// - Throws: ``CDPTransportFailure``; then nothing of it is sent.
    func send(_ message: [UInt8]) throws(CDPTransportFailure)
    /// Ends the connection and returns when the receiver will not be called any more.
    func close() async
    /// Where a task runs that shall be resumed by an answer without a change of threads; nil for anywhere.
    var taskExecutor: (any TaskExecutor)? { get }
}

extension CDPTransport {
    /// Anywhere.
    public var taskExecutor: (any TaskExecutor)? { nil }
}

/// Where a transport delivers to.
///
/// - Important: both are called on the transport's own thread and must neither block nor wait.
public struct CDPTransportReceiver: Sendable {
    /// Takes one whole message.
    public let received: @Sendable ([UInt8]) -> Void
    /// Takes the end, once; nothing is received after it.
    public let ended: @Sendable (CDPTransportFailure) -> Void

    /// Names both ends of the delivery.
    public init(
        received: @escaping @Sendable ([UInt8]) -> Void,
        ended: @escaping @Sendable (CDPTransportFailure) -> Void
    ) {
        self.received = received
        self.ended = ended
    }
}

/// Why a transport could not do it, without the words of the call that it was for.
public enum CDPTransportFailure: Error, Sendable, Hashable {
    /// Nobody answered, or not as a browser does; with what is known.
    case notConnected(String)
    /// We closed it.
    case closed
    /// The other side closed it or it broke; with what is known.
    case lost(String)
    /// As many messages wait to be sent as may.
    case mailboxFull(limit: Int)
    /// A message is larger than one may be, in bytes.
    case messageTooLarge(limit: Int)
}
