// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// One connection to a browser: commands, answers and events of all its sessions.
///
/// Answers wake whoever waits straight from the socket's thread. Events go to bounded streams and never hold an answer
/// up: a reader that falls behind loses its stream, with an error, and nobody else notices.
public final class CDPConnection: Sendable {
    private let table = Mutex(RequestTable())
    private let transport = Mutex<(any CDPTransport)?>(nil)
    private let opening: AsyncThrowingStream<Void, any Error>
    private let opened: AsyncThrowingStream<Void, any Error>.Continuation
    private let diagnostics: @Sendable () -> [String]

    /// How often overdue calls are looked for; a call fails at most this much after its deadline.
    static let sweep: Duration = .milliseconds(100)

    init(diagnostics: @escaping @Sendable () -> [String]) {
        self.diagnostics = diagnostics
        (opening, opened) = AsyncThrowingStream.makeStream(of: Void.self, bufferingPolicy: .bufferingOldest(1))
    }

    /// Connects, runs a body, and ends the connection whichever way the body ends.
    ///
    /// - Parameters:
    ///   - endpoint: the browser's WebSocket.
    ///   - deadline: for the connection to stand.
    ///   - diagnostics: gives the browser's last lines of output, for errors.
    ///   - body: may use the connection until it returns.
    /// - Throws: ``CDPError`` with `connection_failed`, or what the body throws.
    public static func withConnection<Result: Sendable>(
        to endpoint: WebSocketEndpoint,
        deadline: Deadline,
        diagnostics: @escaping @Sendable () -> [String] = { [] },
        _ body: @Sendable @escaping (CDPConnection) async throws -> Result
    ) async throws -> Result {
        try await withTransport(diagnostics: diagnostics, deadline: deadline, body) { receiver in
            WebSocketTransport(to: endpoint, receiver: receiver)
        }
    }

    /// The same over any transport; the socket is only one of them.
    static func withTransport<Result: Sendable>(
        diagnostics: @escaping @Sendable () -> [String] = { [] },
        deadline: Deadline,
        _ body: @Sendable @escaping (CDPConnection) async throws -> Result,
        make: (@escaping @Sendable (CDPTransportEvent) -> Void) -> any CDPTransport
    ) async throws -> Result {
        let connection = CDPConnection(diagnostics: diagnostics)
        let transport = make { [weak connection] event in connection?.handle(event) }
        connection.transport.withLock { $0 = transport }
        defer {
            transport.close()
            connection.end(reason: "it was closed")
        }
        try await withDeadline(deadline, waitingFor: "the connection to the browser") {
            for try await _ in connection.opening { return }
            throw CancellationError()
        }
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await connection.sweepUntilCancelled() }
            group.addTask { try await body(connection) }
            while let finished = try await group.next() {
                if let finished { return finished }
            }
            throw CancellationError()
        }
    }

    /// The browser itself: messages without a session.
    public var browser: CDPSession { CDPSession(connection: self, id: nil) }

    /// One flat session, as `Target.attachedToTarget` names it.
    public func session(_ id: CDPSessionID) -> CDPSession { CDPSession(connection: self, id: id) }

    func enqueue<Command: CDPCommand>(
        _ command: Command,
        session: CDPSessionID?,
        deadline: Deadline
    ) throws(CDPError) -> CDPPendingReply<Command.Reply> {
        let box = ReplyBox()
        let (id, end) = table.withLock { table -> (Int, CDPError?) in
            let id = table.newID()
            guard table.end == nil else { return (id, table.end) }
            table.add(
                RequestTable.Pending(
                    box: box,
                    method: Command.method,
                    session: session?.rawValue,
                    deadline: deadline.instant
                ),
                id: id
            )
            return (id, nil)
        }
        if let end { throw end.naming(Command.method) }
        do {
            try transport.withLock { $0 }?.send(CDPCoding.encode(command, id: id, session: session))
        } catch {
            forget(id)
            throw error.naming(Command.method)
        }
        return CDPPendingReply(box: box, method: Command.method) { [weak self] in self?.forget(id) }
    }

    func events(session: CDPSessionID?, limit: Int) -> CDPEventStream {
        let (stream, continuation) = AsyncThrowingStream.makeStream(
            of: CDPEvent.self,
            bufferingPolicy: .bufferingOldest(limit)
        )
        let id = table.withLock { table -> Int? in
            guard table.end == nil else { return nil }
            return table.listen(continuation, session: session?.rawValue)
        }
        guard let id else {
            continuation.finish(throwing: table.withLock { $0.end })
            return CDPEventStream(stream: stream)
        }
        continuation.onTermination = { [weak self] _ in self?.table.withLock { $0.stopListening(id) } }
        return CDPEventStream(stream: stream)
    }

    private func forget(_ id: Int) { table.withLock { $0.forget(id) } }

    private func handle(_ event: CDPTransportEvent) {
        switch event {
        case .opened:
            opened.yield()
        case .message(let bytes):
            guard let envelope = MessageEnvelope(bytes) else { return }
            perform(table.withLock { $0.receive(envelope) })
        case .closed(let reason):
            end(reason: reason)
        }
    }

    private func end(reason: String) {
        let log = diagnostics()
        opened.finish(
            throwing: CDPError(.connectionFailed, "No connection to the browser: \(reason).", browserLog: log)
        )
        perform(table.withLock { $0.close(reason: reason, log: log) })
    }

    private func sweepUntilCancelled<Nothing>() async throws -> Nothing? {
        while true {
            try await Task.sleep(for: CDPConnection.sweep)
            perform(table.withLock { $0.expire(at: .now) })
        }
    }

    private func perform(_ actions: [RequestTable.Action]) {
        for action in actions {
            switch action {
            case .fulfil(let box, .success(let bytes)): box.fulfil(.success(bytes))
            case .fulfil(let box, .failure(let error)): box.fulfil(.failure(error.withLog(diagnostics)))
            case .deliver(let event, let continuation, let listener):
                guard case .dropped = continuation.yield(event) else { continue }
                table.withLock { $0.stopListening(listener) }
                continuation.finish(
                    throwing: CDPError(.eventOverflow, "A reader of the browser's events fell too far behind.")
                )
            case .finish(let continuation, let error): continuation.finish(throwing: error)
            }
        }
    }
}

extension CDPError {
    /// The same failure, told of the call that met it.
    func naming(_ method: String) -> CDPError {
        CDPError(reason, "\(method): \(message)", method: method, protocolCode: protocolCode, browserLog: browserLog)
    }

    /// The same failure with the browser's last lines, where the browser or its page is what failed.
    func withLog(_ diagnostics: () -> [String]) -> CDPError {
        guard reason == .targetCrashed, browserLog.isEmpty else { return self }
        return CDPError(reason, message, method: method, protocolCode: protocolCode, browserLog: diagnostics())
    }
}
