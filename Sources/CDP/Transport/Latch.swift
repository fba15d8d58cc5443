// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// A fact that becomes known once and that any number of tasks may wait for.
final class Latch<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiters: [Int: CheckedContinuation<Value?, Never>] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    /// The fact, when it is known.
    var known: Value? { state.withLock(\.value) }

    /// Makes it known; only the first time counts.
    ///
    /// - Returns: whether this was the first time.
    @discardableResult
    func settle(_ value: Value) -> Bool {
        let waiters = state.withLock { state -> [CheckedContinuation<Value?, Never>]? in
            guard state.value == nil else { return nil }
            state.value = value
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters ?? [] { waiter.resume(returning: value) }
        return waiters != nil
    }

    /// Waits until it is known; nil when the waiting task is cancelled before that.
    func wait() async -> Value? {
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { suspend($0, number: number, heedsCancellation: true) }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(returning: nil)
        }
    }

    /// Waits until it is known, also in a task that is cancelled: for the end of what cannot be left half-way.
    func waitRegardless() async {
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        _ = await withCheckedContinuation { suspend($0, number: number, heedsCancellation: false) }
    }

    private func suspend(_ waiter: CheckedContinuation<Value?, Never>, number: Int, heedsCancellation: Bool) {
        let (isOver, value) = state.withLock { state -> (Bool, Value?) in
            if let value = state.value { return (true, value) }
            if heedsCancellation, Task.isCancelled { return (true, nil) }
            state.waiters[number] = waiter
            return (false, nil)
        }
        if isOver { waiter.resume(returning: value) }
    }
}
