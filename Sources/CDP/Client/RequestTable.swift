// SPDX-License-Identifier: Apache-2.0

/// Which answers are awaited and who listens to which session: a value that is told what came and says what to do.
struct RequestTable {
    /// One awaited answer.
    struct Pending {
        let box: ReplyBox
        let method: String
        let session: String?
        let deadline: ContinuousClock.Instant
    }

    /// What to do after a change; done by the owner after it has let go of its lock.
    enum Action {
        case fulfil(ReplyBox, Result<[UInt8], CDPError>)
        case deliver(CDPEvent, AsyncThrowingStream<CDPEvent, any Error>.Continuation, listener: Int)
        case finish(AsyncThrowingStream<CDPEvent, any Error>.Continuation, CDPError?)
    }

    private var pending: [Int: Pending] = [:]
    private var listeners:
        [Int: (session: String?, continuation: AsyncThrowingStream<CDPEvent, any Error>.Continuation)] = [:]
    private var lastID = 0
    private(set) var end: CDPError?

    var pendingCount: Int { pending.count }

    /// A number that no other request or listener has.
    mutating func newID() -> Int {
        lastID += 1
        return lastID
    }

    mutating func add(_ request: Pending, id: Int) { pending[id] = request }

    mutating func forget(_ id: Int) { pending[id] = nil }

    mutating func listen(
        _ continuation: AsyncThrowingStream<CDPEvent, any Error>.Continuation,
        session: String?
    ) -> Int {
        let id = newID()
        listeners[id] = (session, continuation)
        return id
    }

    mutating func stopListening(_ id: Int) { listeners[id] = nil }

    /// Takes a message; one that is not understood is left alone, as a newer browser may send more than is known.
    mutating func receive(_ envelope: MessageEnvelope) -> [Action] {
        if let id = envelope.id { return answer(id, envelope) }
        guard let method = envelope.method else { return [] }
        let event = CDPEvent(method: method, parameters: envelope.parameters)
        var actions = deliveries(of: event, session: envelope.sessionID)
        switch method {
        case Inspector.TargetCrashed.method:
            actions += fail(session: envelope.sessionID) {
                CDPError(
                    .targetCrashed,
                    "\($0) was not answered: the page's process died.",
                    method: $0
                )
            }
        case Target.DetachedFromTarget.method:
            let gone = try? event.decode(Target.DetachedFromTarget.self)
            actions += leave(session: gone?.sessionId)
        default: break
        }
        return actions
    }

    /// Fails what is overdue.
    mutating func expire(at now: ContinuousClock.Instant) -> [Action] {
        let overdue = pending.filter { $0.value.deadline <= now }
        for id in overdue.keys { pending[id] = nil }
        return overdue.values.map { request in
            .fulfil(
                request.box,
                .failure(
                    CDPError(
                        .callTimedOut,
                        "\(request.method) was not answered before its deadline.",
                        method: request.method
                    )
                )
            )
        }
    }

    /// Ends everything, once.
    mutating func close(reason: String, log: [String]) -> [Action] {
        guard end == nil else { return [] }
        let lost = CDPError(.connectionLost, "The connection to the browser has ended: \(reason).", browserLog: log)
        end = lost
        var actions: [Action] = pending.values.map { request in
            .fulfil(
                request.box,
                .failure(
                    CDPError(
                        .connectionLost,
                        "\(request.method) was not answered: \(reason).",
                        method: request.method,
                        browserLog: log
                    )
                )
            )
        }
        actions += listeners.values.map { .finish($0.continuation, lost) }
        pending = [:]
        listeners = [:]
        return actions
    }

    private mutating func answer(_ id: Int, _ envelope: MessageEnvelope) -> [Action] {
        guard let request = pending.removeValue(forKey: id) else { return [] }
        if let result = envelope.result { return [.fulfil(request.box, .success(result))] }
        return [.fulfil(request.box, .failure(RequestTable.refusal(envelope.error ?? [], method: request.method)))]
    }

    private func deliveries(of event: CDPEvent, session: String?) -> [Action] {
        listeners.compactMap { id, listener in
            listener.session == session ? .deliver(event, listener.continuation, listener: id) : nil
        }
    }

    private mutating func fail(session: String?, _ error: (String) -> CDPError) -> [Action] {
        let lost = pending.filter { $0.value.session == session }
        for id in lost.keys { pending[id] = nil }
        return lost.values.map { .fulfil($0.box, .failure(error($0.method))) }
    }

    private mutating func leave(session: String?) -> [Action] {
        guard let session else { return [] }
        var actions = fail(session: session) {
            CDPError(.targetDetached, "\($0) was not answered: the tab was closed.", method: $0)
        }
        for (id, listener) in listeners where listener.session == session {
            actions.append(.finish(listener.continuation, nil))
            listeners[id] = nil
        }
        return actions
    }

    private struct Refusal: Decodable {
        let code: Int
        let message: String
    }

    private static func refusal(_ bytes: [UInt8], method: String) -> CDPError {
        guard let refusal = try? CDPCoding.decode(Refusal.self, from: bytes, method: method) else {
            return CDPError(.protocolError, "The browser refused \(method) without a reason.", method: method)
        }
        // -32001: the session is not known (any more).
        let code: CDPError.Code = refusal.code == -32001 ? .targetDetached : .protocolError
        return CDPError(
            code,
            "The browser refused \(method): \(refusal.message.prefix(200)).",
            method: method,
            protocolCode: refusal.code
        )
    }
}
