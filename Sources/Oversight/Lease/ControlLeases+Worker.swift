// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// The side of whoever works: a run that asks before each action, and stands still when it is not its turn.
extension ControlLeases {
    /// What a worker is told before an action.
    public enum Turn: Sendable, Hashable {
        /// It may act; with what a person said who drove before.
        case go(Handback?)
        /// It must stand still and ask again when something has changed: after that many signals, or at that time.
        case wait(StandStill, after: Int, until: Deadline)
    }

    /// A run is under way, and its worker drives.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - worker: who works.
    ///   - correlation: shared by the run's events.
    ///   - tabs: its tabs at any time, the one that is acted in first.
    public func begin(
        _ run: RunID,
        by worker: ControlLease.Worker,
        correlation: CorrelationID,
        tabs: @escaping @Sendable () -> [TabID]
    ) {
        let lease = ControlLease(worker: worker, since: .now(), term: term)
        entries.withLock { $0[run] = Entry(lease: lease, tabs: tabs, correlation: correlation) }
    }

    /// The run is over: nobody drives it, and whoever waits is let go.
    public func end(_ run: RunID) {
        let watchers = entries.withLock { $0.removeValue(forKey: run)?.watchers ?? [:] }
        for watcher in watchers.values { watcher.finish() }
    }

    /// The worker asks for its turn; asking says that it does nothing at this moment.
    ///
    /// - Parameter isCutShort: whether it has left a step unfinished.
    public func turn(of run: RunID, isCutShort: Bool) -> Turn {
        lapse(run)
        let (turn, wasStill) = entries.withLock { entries -> (Turn, Bool) in
            guard var entry = entries[run] else { return (.go(nil), true) }
            defer { entries[run] = entry }
            let wasStill = entry.lease.isWorkerStill
            switch entry.lease.turn(isCutShort: isCutShort) {
            case .go(let handback): return (.go(handback), true)
            case .wait(let standing, let until):
                return (.wait(standing, after: entry.signals, until: Deadline(instant: until)), wasStill)
            }
        }
        // Whoever takes over waits for that.
        if !wasStill { signal(run) }
        return turn
    }

    /// How the worker must stand still at this moment; nil when it may act.
    public func standing(of run: RunID) -> StandStill? {
        lapse(run)
        return entries.withLock { $0[run]?.lease.standing }
    }

    /// The worker stops by itself.
    public func hold(_ run: RunID, for reason: ControlLease.PauseReason) {
        entries.withLock { $0[run]?.lease.hold(for: reason, at: .now, .now()) }
        tell(run, reason.rawValue, nil)
        signal(run)
    }

    /// How the worker must stand still, each time that changes.
    ///
    /// First as it is now; it ends with the run.
    public func standings(of run: RunID) -> some AsyncSequence<StandStill?, Never> {
        signals(of: run).map { [self] _ in standing(of: run) }
    }

    /// Waits until there have been more signals, or a time.
    ///
    /// - Throws: `CancellationError`, also when the run is over.
    public func waitForSignal(of run: RunID, after count: Int, until deadline: Deadline) async throws {
        do {
            try await withDeadline(deadline, waitingFor: "a change of drivers") { [self] in
                for await _ in signals(of: run)
                where entries.withLock({ ($0[run]?.signals ?? .max) != count }) { return }
                throw CancellationError()
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            lapse(run)
        }
    }

    /// Wakes whoever waits for a change of a run.
    public func signal(_ run: RunID) {
        let watchers = entries.withLock { entries in
            entries[run]?.signals += 1
            return entries[run]?.watchers ?? [:]
        }
        for watcher in watchers.values { watcher.yield() }
    }

    /// Waits until the worker stands still.
    func waitUntilStill(_ run: RunID) async throws {
        let isStill: @Sendable () -> Bool = { [self] in
            entries.withLock { $0[run]?.lease.isWorkerStill ?? false }
        }
        do {
            try await withDeadline(.after(ControlLeases.patience), waitingFor: "the run to stand still") { [self] in
                for await _ in signals(of: run) where isStill() { return }
                try Task.checkCancellation()
                throw ControlLeases.notDriven(run)
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            throw OversightError(
                .controlBusy,
                "What the run was doing did not end in time, so it was not taken over; it is paused."
            )
        }
    }

    /// A signal at once, and one after each change; at most one waits.
    func signals(of run: RunID) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = entries.withLock { entries -> Int? in
            guard entries[run] != nil else { return nil }
            entries[run]?.lastWatcher += 1
            let number = entries[run]?.lastWatcher ?? 0
            entries[run]?.watchers[number] = continuation
            return number
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.entries.withLock { $0[run]?.watchers.removeValue(forKey: number) }
        }
        continuation.yield()
        return stream
    }
}
