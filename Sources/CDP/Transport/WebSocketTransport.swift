// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// A browser's WebSocket, over libwebsockets.
///
/// Every connection has a thread and a libwebsockets context of its own, and both end with it. One shared thread would
/// save some 200 KiB a connection, but then a second connection that carries pictures would delay the answers of the
/// first, which is the reason to have a second one; and nothing outlives the last connection.
public final class WebSocketTransport: CDPTransport {
    private let endpoint: WebSocketEndpoint
    private let mailbox = Mutex(Mailbox())
    private let waker: LibwebsocketsWaker
    let executor: SocketExecutor
    private let opening = Latch<Opening>()
    private let finished = Latch<Bool>()

    private enum Opening: Sendable {
        case open
        case failed(CDPTransportFailure)
    }

    /// A connection to be; nothing happens before ``open(_:deadline:)``, which may be called once.
    public init(to endpoint: WebSocketEndpoint) {
        self.endpoint = endpoint
        let waker = LibwebsocketsWaker()
        self.waker = waker
        executor = SocketExecutor { waker.wake() }
    }

    /// The connection's own thread, for tasks that must not lose time.
    public var taskExecutor: (any TaskExecutor)? { executor }

    /// Connects; see ``CDPTransport/open(_:deadline:)``.
    public func open(_ receiver: CDPTransportReceiver, deadline: Deadline) async throws {
        try ServiceThread.start { [self] in
            LibwebsocketsLoop(transport: self, receiver: receiver, endpoint: endpoint, waker: waker).run()
        }
        do {
            let outcome = try await withDeadline(deadline, waitingFor: "the browser's socket") { [opening] in
                await opening.wait()
            }
            try Task.checkCancellation()
            if case .failed(let failure)? = outcome { throw failure }
        } catch {
            await close()
            if error is VocabularyError { throw CDPTransportFailure.notConnected("it did not answer in time") }
            throw error
        }
    }

    /// Leaves a message for the socket's thread; see ``CDPTransport/send(_:)``.
    public func send(_ message: [UInt8]) throws(CDPTransportFailure) {
        let isWakeDue = try mailbox.withLock { mailbox throws(CDPTransportFailure) in try mailbox.post(message) }
        if isWakeDue, !executor.isCurrent { waker.wake() }
    }

    /// Ends the connection; see ``CDPTransport/close()``.
    public func close() async {
        if mailbox.withLock({ $0.close() }), !executor.isCurrent { waker.wake() }
        // The thread ends by itself within one turn of its loop, so this wait needs no deadline.
        await finished.waitRegardless()
    }

    // What follows is called by the socket's thread only.

    func hasMessage() -> Bool { mailbox.withLock { !$0.isEmpty } }
    func nextMessage() -> [UInt8]? { mailbox.withLock { $0.next() } }

    /// Notes that the thread is awake, and answers whether it shall end.
    func noteAwake() -> Bool {
        mailbox.withLock { mailbox in
            mailbox.noteAwake()
            return mailbox.isClosing
        }
    }

    func opened() { opening.settle(.open) }

    func ended(_ failure: CDPTransportFailure, telling receiver: CDPTransportReceiver) {
        mailbox.withLock { $0.end() }
        if !opening.settle(.failed(failure)) { receiver.ended(failure) }
        finished.settle(true)
    }
}
