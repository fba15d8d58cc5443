// SPDX-License-Identifier: Apache-2.0
internal import Replaying
internal import Synchronization
internal import Vocabulary

/// How many runs go on side by side.
///
/// A run that waits for a person gives its place to the next one; when the person has answered it goes on at once, over
/// the number if need be, so that nobody who has just said yes waits again. At most ``lendingLimit`` places are lent
/// like that: each holds tabs open.
final class RunPlaces: Sendable {
    static let lendingLimit = 16

    private struct State {
        var lent = 0
        /// Runs that went on over the number; the next place that is given back is theirs.
        var over = 0
    }

    private let state = Mutex(State())
    private let free: AsyncStream<Void>
    private let freed: AsyncStream<Void>.Continuation

    init(count: Int) {
        (free, freed) = AsyncStream.makeStream(of: Void.self)
        for _ in 0..<count { freed.yield() }
    }

    /// Waits for a place; for one caller at a time.
    ///
    /// - Returns: false when the task was cancelled.
    func take() async -> Bool {
        for await _ in free { return true }
        return false
    }

    func give() {
        let isOwed = state.withLock { state in
            guard state.over > 0 else { return false }
            state.over -= 1
            return true
        }
        if !isOwed { freed.yield() }
    }

    /// - Returns: whether the place was lent to another run.
    func lend() -> Bool {
        let isLent = state.withLock { state in
            guard state.lent < RunPlaces.lendingLimit else { return false }
            state.lent += 1
            return true
        }
        if isLent { give() }
        return isLent
    }

    /// Goes on with a place that was lent.
    func goOn() {
        state.withLock { state in
            state.lent -= 1
            state.over += 1
        }
    }

    /// Ends a run whose place was lent.
    func forget() { state.withLock { $0.lent -= 1 } }
}

/// One run's place, and what is told of the run.
final class RunPlace: RunObserver {
    private let places: RunPlaces
    private let live: LiveRuns
    private let isLent = Mutex(false)

    init(_ places: RunPlaces, telling live: LiveRuns) {
        self.places = places
        self.live = live
    }

    func stepBegan(_ step: StepReport, of run: RunID) { live.stepBegan(step, of: run) }

    func stepEnded(_ step: StepReport, of run: RunID) { live.stepEnded(step, of: run) }

    func runNeeds(_ need: PersonNeed, of run: RunID) { live.runNeeds(need, of: run) }

    func runStands(_ run: RunID, _ state: RunState, because reason: String?) {
        live.runStands(run, state, because: reason)
        isLent.withLock { if !$0 { $0 = places.lend() } }
    }

    func runWaits(_ run: RunID, for approval: ApprovalID) {
        live.runWaits(run, for: approval)
        isLent.withLock { if !$0 { $0 = places.lend() } }
    }

    func runAsks(_ run: RunID) {
        live.runAsks(run)
        isLent.withLock { if !$0 { $0 = places.lend() } }
    }

    func runGoesOn(_ run: RunID) {
        live.runGoesOn(run)
        isLent.withLock { isLent in
            if isLent { places.goOn() }
            isLent = false
        }
    }

    /// Lends the place while it is another run's turn to use the same login.
    func wait(_ isWaiting: Bool) {
        isLent.withLock { isLent in
            if isWaiting {
                if !isLent { isLent = places.lend() }
            } else {
                if isLent { places.goOn() }
                isLent = false
            }
        }
    }

    func runEnded(_ report: RunReport) { live.runEnded(report) }

    /// Gives the place up, once the run is over.
    func leave() { if isLent.withLock({ $0 }) { places.forget() } else { places.give() } }
}
