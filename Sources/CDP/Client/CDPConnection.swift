// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
internal import Vocabulary

/// A connection to a browser: numbers the calls, matches their answers, and hands events to who listens.
///
/// The socket's thread comes through here with every message. It reads the envelope, takes the lock for a dictionary's
/// look-up, and resumes the caller; contents are decoded by whoever asked for them.
public final class CDPConnection: Sendable {
    private let transport: any CDPTransport
    private let diagnostics: @Sendable () -> [String]
    private let state = Mutex(ConnectionState<PendingCall, EventQueue>())
    private let alarm = Mutex<AlarmClock?>(nil)
    private let ended = Latch<CDPTransportFailure>()

    init(over transport: any CDPTransport, diagnostics: @escaping @Sendable () -> [String]) {
        self.transport = transport
        self.diagnostics = diagnostics
        let clock = AlarmClock { [weak self] in self?.expire() }
        alarm.withLock { $0 = clock }
    }

    /// The browser itself: messages without a session.
    public var browser: CDPSession { CDPSession(id: nil, connection: self) }

    /// A flat session that the browser has named.
    public func session(_ id: CDPSessionID) -> CDPSession { CDPSession(id: id, connection: self) }

    /// Returns when the connection is gone, whoever ended it, or when the task is cancelled.
    public func waitUntilClosed() async { _ = await ended.wait() }

    /// Whether the connection is gone.
    public var isClosed: Bool { ended.known != nil }

    /// The connection's own thread, for tasks that send one command after another and must not lose time.
    ///
    /// With `withTaskExecutorPreference(connection.executor) { … }` an answer resumes its caller without a change of
    /// threads, which saves about a third of a round trip. Nil where the transport has none.
    ///
    /// - Important: while a task computes or blocks there, this connection reads no answer and sends nothing. Long
    ///   work belongs elsewhere.
    public var executor: (any TaskExecutor)? { transport.taskExecutor }

    // MARK: Calls

    func dispatch<Command: CDPCommand>(
        _ command: Command,
        session: CDPSessionID?,
        deadline: Deadline
    ) throws(CDPError) -> (id: Int, PendingCall) {
        let method = Command.method
        let parameters = try encode(command)
        let call = PendingCall()
        let admission = state.withLock {
            $0.admit(call, method: method, session: session, deadline: deadline.instant, now: .now)
        }
        switch admission {
        case .refused(let failure): throw CDPError(failure, method: method, browserLog: diagnostics())
        case .admitted(let id, let alarm):
            if let alarm { set(alarm) }
            do throws(CDPTransportFailure) {
                try transport.send(
                    CommandMessage.bytes(id: id, method: method, session: session, parameters: parameters)
                )
            } catch {
                _ = state.withLock { $0.land(id) }
                throw CDPError(error, during: method, browserLog: diagnostics())
            }
            return (id, call)
        }
    }

    func abandon(_ id: Int) {
        state.withLock { $0.land(id) }?.call.settle(.failure(CancellationError()))
    }

    private func encode<Command: CDPCommand>(_ command: Command) throws(CDPError) -> EncodedParameters {
        do { return try EncodedParameters(command) } catch {
            throw CDPError(
                code: .protocolError,
                message: "\(Command.method) has a parameter that JSON cannot hold.",
                method: Command.method,
                cause: error
            )
        }
    }

    private func set(_ instant: ContinuousClock.Instant) { alarm.withLock { $0 }?.set(instant) }

    private func expire() {
        let (verdict, next) = state.withLock { $0.expire(now: .now) }
        if let next { set(next) }
        settle(verdict, .timedOut)
    }

    // MARK: Events

    func subscribe(to session: CDPSessionID?, limit: Int) -> CDPEventStream {
        let queue = EventQueue(limit: limit)
        switch state.withLock({ $0.listen(queue, to: session) }) {
        case .over:
            queue.finish()
            return CDPEventStream(subscription: EventSubscription(queue: queue) {})
        case .listening(let number):
            return CDPEventStream(
                subscription: EventSubscription(queue: queue) { [weak self] in
                    self?.state.withLock { $0.forget(number, of: session) }
                }
            )
        }
    }

    // MARK: What the transport brings

    func receiver() -> CDPTransportReceiver {
        CDPTransportReceiver(received: { [self] in receive($0) }, ended: { [self] in end($0) })
    }

    private func receive(_ message: [UInt8]) {
        // What is no message is for nobody: it can be matched with no call, and calls have their deadlines.
        guard let envelope = try? Envelope(of: message) else { return }
        if let id = envelope.id {
            guard let flight = state.withLock({ $0.land(id) }) else { return }
            flight.call.settle(outcome(of: flight.method, envelope, message))
        } else if let method = envelope.method {
            let content = Content(message: message, range: envelope.parameters)
            deliver(CDPEvent(method: method, content: content), of: envelope.session)
        }
    }

    private func outcome(of method: String, _ envelope: Envelope, _ message: [UInt8]) -> Result<Content, any Error> {
        guard let range = envelope.refusal else {
            return .success(Content(message: message, range: envelope.result))
        }
        do {
            let refusal = try Content(message: message, range: range).decode(BrowserRefusal.self, of: method)
            return .failure(refusal.error(method: method, browserLog: diagnostics()))
        } catch { return .failure(error) }
    }

    private func deliver(_ event: CDPEvent, of session: CDPSessionID?) {
        for queue in state.withLock({ $0.audience(of: session) }) where queue.deliver(event) == .overflowed {
            queue.finish(.failure(CDPError(overflowAt: event.method, limit: queue.limit, browserLog: diagnostics())))
        }
        guard let notice = SessionNotice(event, of: session) else { return }
        settle(state.withLock { $0.apply(notice) }, notice.failure)
    }

    private func end(_ reason: CDPTransportFailure) {
        settle(state.withLock { $0.finish(reason) }, .transport(reason))
        alarm.withLock { $0 }?.stop()
        ended.settle(reason)
    }

    private func settle(_ verdict: ConnectionState<PendingCall, EventQueue>.Verdict, _ failure: CallFailure) {
        if !verdict.failed.isEmpty {
            let log = diagnostics()
            for flight in verdict.failed {
                flight.call.settle(.failure(CDPError(failure, method: flight.method, browserLog: log)))
            }
        }
        for queue in verdict.finished { queue.finish() }
    }

    /// Ends the connection, and returns when nothing comes from it any more.
    func close() async {
        await transport.close()
        end(.closed)
    }
}
