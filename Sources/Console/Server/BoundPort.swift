// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// The port that the system gave, for those who wait for it.
final class BoundPort: Sendable {
    private enum State {
        case waiting([Int: CheckedContinuation<Int, any Error>])
        case known(Result<Int, any Error>)
    }

    private struct Storage {
        var state = State.waiting([:])
        var nextWaiter = 0
    }

    private let storage = Mutex(Storage())

    /// The port now; nil while there is none.
    var current: Int? {
        storage.withLock { storage in
            if case .known(.success(let port)) = storage.state { port } else { nil }
        }
    }

    /// Tells the port, or why there will be none; the first word counts.
    func settle(_ result: Result<Int, any Error>) {
        let waiters = storage.withLock { storage -> [Int: CheckedContinuation<Int, any Error>] in
            guard case .waiting(let waiters) = storage.state else { return [:] }
            storage.state = .known(result)
            return waiters
        }
        for waiter in waiters.values { waiter.resume(with: result) }
    }

    /// Waits for it.
    func wait() async throws -> Int {
        let number = storage.withLock { storage in
            storage.nextWaiter += 1
            return storage.nextWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { join($0, as: number) }
        } onCancel: {
            leave(number)?.resume(throwing: CancellationError())
        }
    }

    private func join(_ continuation: CheckedContinuation<Int, any Error>, as number: Int) {
        let result = storage.withLock { storage -> Result<Int, any Error>? in
            switch storage.state {
            case .known(let result): return result
            case .waiting where Task.isCancelled: return .failure(CancellationError())
            case .waiting(var waiters):
                waiters[number] = continuation
                storage.state = .waiting(waiters)
                return nil
            }
        }
        if let result { continuation.resume(with: result) }
    }

    private func leave(_ number: Int) -> CheckedContinuation<Int, any Error>? {
        storage.withLock { storage in
            guard case .waiting(var waiters) = storage.state else { return nil }
            let waiter = waiters.removeValue(forKey: number)
            storage.state = .waiting(waiters)
            return waiter
        }
    }
}
