// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
internal import Vocabulary

/// Waiting for a change.
extension TeachDesk {
    func wake() {
        let waiters = changes.withLock { waiters in
            defer { waiters = [:] }
            return waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }

    /// As long as the steps that lead to a recording may take, and its first page.
    func waitUntil(_ holds: @escaping @Sendable () -> Bool) async throws {
        try await withDeadline(.after(.seconds(130)), waitingFor: "the recording") { [self] in
            while !holds() {
                let number = Int.random(in: .min ... .max)
                await withTaskCancellationHandler {
                    await withCheckedContinuation { continuation in
                        let isOver = changes.withLock { waiters in
                            if holds() || Task.isCancelled { return true }
                            waiters[number] = continuation
                            return false
                        }
                        if isOver { continuation.resume() }
                    }
                } onCancel: {
                    changes.withLock { $0.removeValue(forKey: number) }?.resume()
                }
                try Task.checkCancellation()
            }
        }
    }
}
