// SPDX-License-Identifier: Apache-2.0
internal import Oversight
internal import Synchronization
internal import Vocabulary

/// Stands between a step and its effects, so that nothing is cut in the middle of an action.
///
/// Whoever wants the step to stop waits for the action under way, and lets no other begin.
final class ActionShield: Sendable {
    /// The step may not act any more.
    struct Stopped: Error {}

    private struct State {
        /// How many actions are under way, one in the other.
        var acting = 0
        var hasActed = false
        var isAsking = false
        var isClosed = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Says whether it is the run's turn; nil for a run that nobody can take over.
    let control: RunControl?
    private let state = Mutex(State())

    init(_ control: RunControl?) { self.control = control }

    /// Whether anything was done in this step.
    var hasActed: Bool { state.withLock { $0.hasActed } }

    /// Begins an action that must not be cut short; one inside another always may.
    ///
    /// - Throws: ``Stopped`` when it is not the run's turn: before the step has acted also for a pause.
    func begin() throws(Stopped) {
        let standing = control?.standing
        let isFree = state.withLock { state in
            guard
                state.acting > 0
                    || (!state.isClosed && (standing == nil || (state.hasActed && standing?.state == .paused)))
            else { return false }
            state.acting += 1
            state.hasActed = true
            return true
        }
        if !isFree { throw Stopped() }
    }

    /// Ends it.
    func end() {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.acting -= 1
            guard state.acting == 0 else { return [] }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Notes that the step waits for a person's answer: a pause leaves the question open.
    func asks(_ isAsking: Bool) { state.withLock { $0.isAsking = isAsking } }

    /// Lets no other action begin, once the one under way is over.
    ///
    /// - Returns: whether the step is to be cut short: for a pause only while it has done nothing and asks nothing.
    func close(for standing: StandStill) async -> Bool {
        let isCut = state.withLock { state in
            guard standing == .takenOver || (!state.hasActed && !state.isAsking) else { return false }
            state.isClosed = true
            return true
        }
        guard isCut else { return false }
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.acting > 0 { state.waiters.append(continuation) }
                return state.acting == 0
            }
            if isFree { continuation.resume() }
        }
        return true
    }
}
