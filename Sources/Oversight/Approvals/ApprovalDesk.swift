// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// Questions that wait for a person: asked by the gate, decided once, by a named principal, before they expire.
///
/// Bounded: at most 200 questions wait; past answers are kept for the last 200.
public final class ApprovalDesk: Sendable {
    private struct Storage {
        var approvals: [Approval] = []
        var waiters: [ApprovalID: [CheckedContinuation<ApprovalState, any Error>]] = [:]
    }

    private let events: any EventSink
    private let storage = Mutex(Storage())

    static let limit = 200

    /// A desk whose questions and answers go into the audit log.
    public init(events: any EventSink) { self.events = events }

    /// All questions that are remembered, those that wait first, newest first.
    public func list() -> [Approval] {
        expire()
        let all = storage.withLock { $0.approvals }
        return all.filter { $0.state == .pending }.reversed() + all.filter { $0.state != .pending }.reversed()
    }

    /// One question.
    public func approval(_ id: ApprovalID) -> Approval? {
        expire()
        return storage.withLock { $0.approvals.first { $0.id == id } }
    }

    /// Asks; the question is in the log before anybody can see it.
    func ask(_ request: ActionRequest, message: String) async throws -> ApprovalID {
        let waiting = storage.withLock { $0.approvals.filter { $0.state == .pending }.count }
        guard waiting < ApprovalDesk.limit else {
            throw OversightError(
                .tooManyApprovals,
                "\(waiting) questions wait for a person already: decide some of them first."
            )
        }
        let approval = Approval(
            id: .new(),
            run: request.actor.run,
            step: request.actor.step,
            question: message,
            expires: Timestamp(
                milliseconds: Timestamp.now().milliseconds + Int64(PermissionGate.consentLimit / .milliseconds(1))
            ),
            deadline: .after(PermissionGate.consentLimit),
            request: request
        )
        try await note(.approvalRequested, .pending, approval, ["question": .string(message)])
        storage.withLock { storage in
            storage.approvals.append(approval)
            if storage.approvals.count > 2 * ApprovalDesk.limit,
                let old = storage.approvals.firstIndex(where: { $0.state != .pending })
            {
                storage.approvals.remove(at: old)
            }
        }
        return approval.id
    }

    /// Decides a question, once.
    ///
    /// - Throws: ``OversightError`` with `approval_unknown`, or `approval_over` when it was decided or has expired.
    public func decide(_ id: ApprovalID, approve: Bool, by principal: String) async throws -> Approval {
        guard let approval = approval(id) else {
            throw OversightError(.approvalUnknown, "There is no question \(id): see 'understudy approvals list'.")
        }
        guard approval.state == .pending else {
            throw OversightError(.approvalOver, "The question \(id) is over: it is \(approval.state.rawValue).")
        }
        try await note(
            .approvalDecided,
            approve ? .allowed : .denied,
            approval,
            ["decision": .string(approve ? "approve" : "deny"), "principal": .string(principal)]
        )
        guard finish(id, as: approve ? .approved : .denied) else {
            throw OversightError(.approvalOver, "The question \(id) was decided at the same moment by somebody else.")
        }
        return self.approval(id) ?? approval
    }

    /// Waits for the answer; nobody's answer is a no.
    ///
    /// - Returns: approved, denied or expired.
    public func wait(_ id: ApprovalID, deadline: Deadline) async throws -> ApprovalState {
        do {
            return try await withDeadline(deadline, waitingFor: "a person's answer") { [self] in
                try await answer(to: id)
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            _ = finish(id, as: .expired)
            return .expired
        }
    }

    /// Takes a yes for exactly this action; the same yes is not taken twice.
    func useUp(_ id: ApprovalID, for request: ActionRequest) -> Bool {
        storage.withLock { storage in
            guard let index = storage.approvals.firstIndex(where: { $0.id == id }),
                storage.approvals[index].state == .approved,
                storage.approvals[index].request.isSameAction(as: request)
            else { return false }
            storage.approvals[index].state = .used
            return true
        }
    }

    private func answer(to id: ApprovalID) async throws -> ApprovalState {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known = storage.withLock { storage -> ApprovalState? in
                    let state = storage.approvals.first { $0.id == id }?.state ?? .expired
                    guard state == .pending, !Task.isCancelled else { return state }
                    storage.waiters[id, default: []].append(continuation)
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            let waiters = storage.withLock { $0.waiters.removeValue(forKey: id) } ?? []
            for waiter in waiters { waiter.resume(throwing: CancellationError()) }
        }
    }

    private func finish(_ id: ApprovalID, as state: ApprovalState) -> Bool {
        let waiters = storage.withLock { storage -> [CheckedContinuation<ApprovalState, any Error>]? in
            guard let index = storage.approvals.firstIndex(where: { $0.id == id }),
                storage.approvals[index].state == .pending
            else { return nil }
            storage.approvals[index].state = state
            return storage.waiters.removeValue(forKey: id) ?? []
        }
        for waiter in waiters ?? [] { waiter.resume(returning: state) }
        return waiters != nil
    }

    private func expire() {
        let overdue = storage.withLock { storage in
            storage.approvals.filter { $0.state == .pending && $0.deadline.hasPassed }.map(\.id)
        }
        for id in overdue { _ = finish(id, as: .expired) }
    }

    private func note(
        _ name: EventName,
        _ outcome: EventOutcome,
        _ approval: Approval,
        _ more: [String: JSONValue]
    ) async throws {
        var extra = more
        extra["approval"] = .string(approval.id.rawValue)
        extra["kind"] = "consent"
        if let run = approval.run { extra["run"] = .string(run.rawValue) }
        if let step = approval.step { extra["step"] = .string(step.rawValue) }
        try await events.record(
            Event(
                name,
                source: name == .approvalDecided ? .operator : .gate,
                outcome: outcome,
                correlationID: approval.request.correlationID,
                extra: extra
            )
        )
    }
}

extension ActionRequest {
    /// Whether a consent for one is a consent for the other.
    func isSameAction(as other: ActionRequest) -> Bool {
        actor == other.actor && effect == other.effect && description == other.description
    }
}

extension Actor {
    var run: RunID? {
        if case .replay(let run, _, _, _) = self { run } else { nil }
    }

    var step: StepID? {
        if case .replay(_, let step, _, _) = self { step } else { nil }
    }
}
