// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// The questions and who waits for them: a value, which its owner keeps under a lock.
///
/// Bounded: at most ``limit`` questions wait, and as many answers are remembered.
struct ApprovalBook {
    typealias Waiter = CheckedContinuation<ApprovalState, any Error>

    static let limit = 200

    /// The oldest first.
    private(set) var approvals: [Approval] = []
    private var waiters: [ApprovalID: [Int: Waiter]] = [:]
    private var lastWaiter = 0
    /// Questions whose answer is on its way into the log: nobody else may decide them, and they do not expire.
    private var claimed: Set<ApprovalID> = []

    subscript(id: ApprovalID) -> Approval? { approvals.first { $0.id == id } }

    /// How many questions wait.
    var waiting: Int { approvals.count { $0.state == .pending } }

    /// Those that wait first, then the others, newest first.
    var listed: [Approval] {
        approvals.filter { $0.state == .pending }.reversed() + approvals.filter { $0.state != .pending }.reversed()
    }

    /// Those that nobody answered in time.
    var overdue: [ApprovalID] {
        approvals.filter { $0.state == .pending && !claimed.contains($0.id) && $0.deadline.hasPassed }.map(\.id)
    }

    mutating func add(_ approval: Approval) {
        approvals.append(approval)
        guard approvals.count - waiting > ApprovalBook.limit,
            let oldest = approvals.firstIndex(where: { $0.state != .pending })
        else { return }
        approvals.remove(at: oldest)
    }

    /// Takes the right to decide a question; false when it is over or somebody else has it.
    mutating func claim(_ id: ApprovalID) -> Bool {
        guard self[id]?.state == .pending, !claimed.contains(id) else { return false }
        claimed.insert(id)
        return true
    }

    mutating func release(_ id: ApprovalID) { claimed.remove(id) }

    /// Ends a question that was claimed.
    ///
    /// - Returns: who waited for it; to be woken outside the lock.
    mutating func finish(_ id: ApprovalID, as state: ApprovalState, by principal: String?) -> [Waiter] {
        claimed.remove(id)
        guard let index = approvals.firstIndex(where: { $0.id == id }) else { return [] }
        approvals[index].state = state
        approvals[index].principal = principal
        return Array((waiters.removeValue(forKey: id) ?? [:]).values)
    }

    /// Takes a yes for exactly this action; the same yes is not taken twice.
    mutating func useUp(_ id: ApprovalID, for request: ActionRequest) -> Bool {
        guard let index = approvals.firstIndex(where: { $0.id == id }), approvals[index].state == .approved,
            approvals[index].request.isSameAction(as: request)
        else { return false }
        approvals[index].state = .used
        return true
    }

    mutating func newWaiter() -> Int {
        lastWaiter += 1
        return lastWaiter
    }

    mutating func addWaiter(_ waiter: Waiter, number: Int, for id: ApprovalID) {
        waiters[id, default: [:]][number] = waiter
    }

    mutating func removeWaiter(_ number: Int, for id: ApprovalID) -> Waiter? {
        waiters[id]?.removeValue(forKey: number)
    }
}
