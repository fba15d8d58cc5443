// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// Wakes those who wait for the next commit.
///
/// It carries nothing: what was written is read from the store, so that a slow reader costs no memory and misses
/// nothing.
final class CommitSignal: Sendable {
    private struct Storage {
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var next = 0
        var generation = 0
        var isFinished = false
    }

    private let storage = Mutex(Storage())

    var generation: Int { storage.withLock { $0.generation } }
    var isFinished: Bool { storage.withLock { $0.isFinished } }

    func signal() { wake { $0.generation += 1 } }

    func finish() { wake { $0.isFinished = true } }

    /// Returns when there was a commit after a generation, or never will be one, or the task was cancelled.
    func wait(after generation: Int) async {
        let number = storage.withLock { storage in
            storage.next += 1
            return storage.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = storage.withLock { storage in
                    if storage.generation != generation || storage.isFinished || Task.isCancelled { return true }
                    storage.waiters[number] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            storage.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
        }
    }

    private func wake(_ change: (inout Storage) -> Void) {
        let waiters = storage.withLock { storage in
            change(&storage)
            defer { storage.waiters = [:] }
            return storage.waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }
}
