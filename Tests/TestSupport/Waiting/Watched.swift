// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// A value that tests change and wait for, so that none of them ever sleeps.
///
/// ```swift
/// let count = Watched(0)
/// count.update { $0 += 1 }
/// _ = try await count.wait(for: "the first call") { $0 > 0 ? $0 : nil }
/// ```
public final class Watched<State: Sendable>: Sendable {
    private struct Waiter: Sendable {
        /// Answers and returns true, or returns false when the state is not the one waited for.
        let isAnswered: @Sendable (State) -> Bool
        let cancel: @Sendable () -> Void
    }

    private struct Contents {
        var state: State
        var waiters: [Int: Waiter] = [:]
        var nextID = 0
    }

    private let contents: Mutex<Contents>

    /// Begins with a value.
    public init(_ state: State) { contents = Mutex(Contents(state: state)) }

    /// The value as it is now.
    public var current: State { contents.withLock { $0.state } }

    /// Changes the value, and wakes whoever waited for what it has become.
    public func update(_ change: (inout State) -> Void) {
        contents.withLock { contents in
            change(&contents.state)
            // To resume a continuation only schedules its task, so this runs no foreign code under the lock but the
            // waiters' own tests of the value.
            for (id, waiter) in contents.waiters where waiter.isAnswered(contents.state) { contents.waiters[id] = nil }
        }
    }

    /// Waits until the value is of a certain kind; returns at once when it already is.
    ///
    /// - Parameters:
    ///   - what: names the thing waited for, for the error: `the second request`.
    ///   - deadline: when to give up; 20 seconds ahead when nothing is said.
    ///   - pick: gives what is waited for out of a value, or nil while it is not there. It must be quick and must not
    ///     touch this object.
    /// - Returns: what was picked.
    /// - Throws: ``VocabularyError`` with `deadline_exceeded`, or `CancellationError`.
    public func wait<Picked: Sendable>(
        for what: String,
        deadline: Deadline = .after(.seconds(20)),
        _ pick: @escaping @Sendable (State) -> Picked?
    ) async throws -> Picked {
        try await withDeadline(deadline, waitingFor: what) { try await self.waitForever(pick) }
    }

    private func waitForever<Picked: Sendable>(_ pick: @escaping @Sendable (State) -> Picked?) async throws -> Picked {
        let id = contents.withLock { contents in
            contents.nextID += 1
            return contents.nextID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let waiter = Waiter {
                    guard let picked = pick($0) else { return false }
                    continuation.resume(returning: picked)
                    return true
                } cancel: {
                    continuation.resume(throwing: CancellationError())
                }
                add(waiter, as: id)
            }
        } onCancel: {
            contents.withLock { $0.waiters.removeValue(forKey: id) }?.cancel()
        }
    }

    private func add(_ waiter: Waiter, as id: Int) {
        contents.withLock { contents in
            if waiter.isAnswered(contents.state) { return }
            // The handler that cancels may have run before there was anything to cancel.
            if Task.isCancelled { return waiter.cancel() }
            contents.waiters[id] = waiter
        }
    }
}
