// SPDX-License-Identifier: Apache-2.0
internal import Replaying
internal import Synchronization
internal import Vocabulary

/// What is known of runs while the process lives: state, steps, outputs, and who waits for a change.
///
/// Outputs live here only and never in the audit log. Bounded: the last 500 runs are remembered.
final class LiveRuns: RunObserver {
    struct Entry: Sendable {
        var state: RunState
        var steps: [StepReport] = []
        var outputs: [String: String] = [:]
        var message: String?
        var waitsFor: ApprovalID?
        /// What it needs a person for.
        var need: PersonNeed?
        /// Why it stands still.
        var reason: String?
        /// Where a new run can go on after it.
        var goesOnAt: StepID?
    }

    private struct Storage {
        var entries: [RunID: Entry] = [:]
        var order: [RunID] = []
        var watchers: [Int: (RunID, AsyncStream<Void>.Continuation)] = [:]
        var next = 0
    }

    private let storage = Mutex(Storage())
    private static let limit = 500

    func entry(_ run: RunID) -> Entry? { storage.withLock { $0.entries[run] } }

    var liveCount: Int { storage.withLock { $0.entries.values.filter(\.state.isLive).count } }

    func queue(_ run: RunID) {
        storage.withLock { storage in
            storage.entries[run] = Entry(state: .queued)
            storage.order.append(run)
            if storage.order.count > LiveRuns.limit,
                let old = storage.order.firstIndex(where: { storage.entries[$0]?.state.isLive != true })
            {
                storage.entries[storage.order.remove(at: old)] = nil
            }
        }
    }

    func started(_ run: RunID) { edit(run) { $0.state = .running } }

    func runEnded(_ report: RunReport) {
        edit(report.run) { entry in
            entry.state = report.state
            entry.steps = report.steps
            entry.outputs = report.outputs
            entry.message = report.message
            entry.goesOnAt = report.goesOnAt
            entry.waitsFor = nil
            (entry.need, entry.reason) = (nil, nil)
        }
    }

    func runNeeds(_ need: PersonNeed, of run: RunID) { edit(run) { $0.need = need } }

    func runStands(_ run: RunID, _ state: RunState, because reason: String?) {
        edit(run) { entry in
            entry.state = state
            entry.waitsFor = nil
            (entry.need, entry.reason) = (nil, reason)
        }
    }

    func stepBegan(_ step: StepReport, of run: RunID) { edit(run) { $0.steps.append(step) } }

    func stepEnded(_ step: StepReport, of run: RunID) {
        edit(run) { entry in
            if let last = entry.steps.indices.last, entry.steps[last].id == step.id { entry.steps[last] = step }
        }
    }

    func runWaits(_ run: RunID, for approval: ApprovalID) {
        edit(run) { entry in
            entry.state = .needsPerson
            entry.waitsFor = approval
        }
    }

    func runAsks(_ run: RunID) { edit(run) { $0.state = .needsPerson } }

    /// The question that the run waited for has been answered.
    func decided(_ approval: ApprovalID, of run: RunID) {
        edit(run) { entry in
            guard entry.waitsFor == approval else { return }
            entry.state = .running
            entry.waitsFor = nil
            entry.need = nil
        }
    }

    func runGoesOn(_ run: RunID) {
        edit(run) { entry in
            entry.state = .running
            entry.waitsFor = nil
            (entry.need, entry.reason) = (nil, nil)
        }
    }

    /// Returns when the run is over or waits for a person, or the time is up.
    func settle(_ run: RunID, for time: Duration) async {
        await wait(for: run, time) { !$0.isLive || $0 == .needsPerson }
    }

    /// Returns when the run does not wait for a person any more, or the time is up.
    func goOn(_ run: RunID, for time: Duration) async { await wait(for: run, time) { $0 != .needsPerson } }

    /// Returns when the run is over, or the time is up.
    func end(of run: RunID, for time: Duration) async { await wait(for: run, time) { !$0.isLive } }

    private func wait(for run: RunID, _ time: Duration, until isReached: @escaping @Sendable (RunState) -> Bool) async {
        let isDone: @Sendable () -> Bool = { [self] in entry(run).map { isReached($0.state) } ?? true }
        let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = storage.withLock { storage in
            storage.next += 1
            storage.watchers[storage.next] = (run, continuation)
            return storage.next
        }
        defer { _ = storage.withLock { $0.watchers.removeValue(forKey: number) } }
        guard !isDone() else { return }
        _ = try? await withDeadline(.after(time), waitingFor: "the run") {
            for await _ in changes where isDone() { return }
        }
    }

    func edit(_ run: RunID, _ edit: (inout Entry) -> Void) {
        let watchers = storage.withLock { storage -> [AsyncStream<Void>.Continuation] in
            edit(&storage.entries[run, default: Entry(state: .running)])
            return storage.watchers.values.filter { $0.0 == run }.map(\.1)
        }
        for watcher in watchers { watcher.yield() }
    }
}
