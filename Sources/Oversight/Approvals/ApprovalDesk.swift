// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// Questions that wait for a person: asked by the gate, decided once, by a named principal, before they expire.
///
/// Every question and every answer is in the audit log before anybody can see it. The desk lives in the appliance:
/// another process reaches it through the appliance's API only.
public final class ApprovalDesk: Sendable {
    private let events: any EventSink
    private let book = Mutex(ApprovalBook())

    /// How long a question to a person stays open.
    public let limit: Duration

    /// A desk whose questions and answers go into the audit log.
    ///
    /// - Parameter limit: how long a question stays open.
    public init(events: any EventSink, limit: Duration = .seconds(15 * 60)) {
        self.events = events
        self.limit = limit
    }

    /// All questions that are remembered, those that wait first, newest first.
    public func list() -> [Approval] {
        expire()
        return book.withLock { $0.listed }
    }

    /// One question; nil when there is none of that name.
    public func approval(_ id: ApprovalID) -> Approval? {
        expire()
        return book.withLock { $0[id] }
    }

    /// Asks.
    ///
    /// - Throws: ``OversightError`` with `too_many_approvals`, or the log's error.
    func ask(_ request: ActionRequest) async throws -> ApprovalID {
        expire()
        let waiting = book.withLock { $0.waiting }
        guard waiting < ApprovalBook.limit else {
            throw OversightError(
                .tooManyApprovals,
                "\(waiting) questions wait for a person already: decide some of them first."
            )
        }
        let expires = Timestamp(milliseconds: Timestamp.now().milliseconds + Int64(limit / .milliseconds(1)))
        let approval = Approval(
            id: .new(),
            question: request.question,
            expires: expires,
            deadline: .after(limit),
            request: request
        )
        let extra: [String: JSONValue] = ["question": .string(approval.question), "expires": .string("\(expires)")]
        try await events.record(event(.approvalRequested, .pending, approval, extra))
        book.withLock { $0.add(approval) }
        return approval.id
    }

    /// Decides a question, once.
    ///
    /// - Parameters:
    ///   - id: the question.
    ///   - approve: yes or no.
    ///   - principal: who says so; never empty.
    /// - Returns: the question as it stands then.
    /// - Throws: ``OversightError`` with `approval_unknown`, or `approval_over` when it was decided or has expired; or
    ///   the log's error, and then the question still waits.
    public func decide(_ id: ApprovalID, approve: Bool, by principal: String) async throws -> Approval {
        precondition(!principal.isEmpty, "A decision is somebody's.")
        guard let approval = approval(id) else { throw unknown(id) }
        guard book.withLock({ $0.claim(id) }) else {
            let state = book.withLock { $0[id]?.state } ?? approval.state
            throw OversightError(
                .approvalOver,
                state == .pending
                    ? "The question \(id) is being decided by somebody else at this moment."
                    : "The question \(id) is over: it is \(state.rawValue)."
            )
        }
        do {
            try await events.record(answer(approve ? .approved : .denied, approval, by: principal))
        } catch {
            book.withLock { $0.release(id) }
            throw error
        }
        finish(id, as: approve ? .approved : .denied, by: principal)
        return book.withLock { $0[id] } ?? approval
    }

    /// Waits for the answer.
    ///
    /// Whoever waits is who asked: nobody's answer in time is a no, and when the waiting task is
    /// cancelled the question is withdrawn.
    ///
    /// - Parameters:
    ///   - id: the question.
    ///   - deadline: when to give up; the question's own end comes first if it is earlier.
    /// - Returns: approved, denied, expired, withdrawn or used; never pending.
    /// - Throws: ``OversightError`` with `approval_unknown`, or `CancellationError`.
    public func wait(_ id: ApprovalID, deadline: Deadline) async throws -> ApprovalState {
        guard let approval = approval(id) else { throw unknown(id) }
        let end = Deadline(instant: min(deadline.instant, approval.deadline.instant))
        do {
            return try await withDeadline(end, waitingFor: "a person's answer") { [self] in try await next(id) }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            if close(id, as: .expired) { return .expired }
            // Somebody's answer is on its way into the log at this very moment; it still counts.
            return try await withDeadline(.after(.seconds(30)), waitingFor: "the answer to be written") { [self] in
                try await next(id)
            }
        } catch let error as CancellationError {
            _ = close(id, as: .withdrawn)
            throw error
        }
    }

    /// Takes a yes for exactly this action; the same yes is not taken twice.
    func useUp(_ id: ApprovalID, for request: ActionRequest) -> Bool { book.withLock { $0.useUp(id, for: request) } }

    private func next(_ id: ApprovalID) async throws -> ApprovalState {
        let number = book.withLock { $0.newWaiter() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known = book.withLock { book -> Result<ApprovalState, any Error>? in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    guard let state = book[id]?.state, state == .pending else {
                        return .success(book[id]?.state ?? .expired)
                    }
                    book.addWaiter(continuation, number: number, for: id)
                    return nil
                }
                if let known { continuation.resume(with: known) }
            }
        } onCancel: {
            book.withLock { $0.removeWaiter(number, for: id) }?.resume(throwing: CancellationError())
        }
    }

    private func finish(_ id: ApprovalID, as state: ApprovalState, by principal: String?) {
        for waiter in book.withLock({ $0.finish(id, as: state, by: principal) }) { waiter.resume(returning: state) }
    }

    /// Ends a question that nobody answered.
    ///
    /// It is a no, so nothing has to wait for the log.
    private func close(_ id: ApprovalID, as state: ApprovalState) -> Bool {
        guard let approval = book.withLock({ $0[id] }), book.withLock({ $0.claim(id) }) else { return false }
        events.enqueue(answer(state, approval, by: nil))
        finish(id, as: state, by: nil)
        return true
    }

    private func expire() {
        for id in book.withLock({ $0.overdue }) { _ = close(id, as: .expired) }
    }

    private func answer(_ state: ApprovalState, _ approval: Approval, by principal: String?) -> Event {
        var extra: [String: JSONValue] = ["decision": .string(state.rawValue)]
        if let principal { extra["principal"] = .string(principal) }
        let outcome: EventOutcome =
            switch state {
            case .approved: .allowed
            case .withdrawn: .cancelled
            case .pending, .denied, .expired, .used: .denied
            }
        return event(.approvalDecided, outcome, approval, extra)
    }

    private func event(
        _ name: EventName,
        _ outcome: EventOutcome,
        _ approval: Approval,
        _ more: [String: JSONValue]
    ) -> Event {
        var extra = more
        extra["approval"] = .string(approval.id.rawValue)
        extra["kind"] = "consent"
        if let run = approval.run { extra["run"] = .string(run.rawValue) }
        if let step = approval.step { extra["step"] = .string(step.rawValue) }
        return Event(
            name,
            source: more["principal"] == nil ? .gate : .operator,
            outcome: outcome,
            correlationID: approval.request.correlationID,
            extra: extra
        )
    }

    private func unknown(_ id: ApprovalID) -> OversightError {
        OversightError(.approvalUnknown, "There is no question '\(id)': see 'understudy approvals list'.")
    }
}
