// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// A call's place for its answer: filled by the socket's thread, awaited by the caller, in whichever order.
final class PendingCall: Sendable {
    private enum State {
        case open
        case awaited([CheckedContinuation<Content, any Error>])
        case settled(Result<Content, any Error>)
    }

    private let state = Mutex(State.open)

    /// Fills it, the first time only, and lets the waiting task go on straight from here.
    func settle(_ result: Result<Content, any Error>) {
        let waiters = state.withLock { state -> [CheckedContinuation<Content, any Error>] in
            switch state {
            case .settled: return []
            case .open:
                state = .settled(result)
                return []
            case .awaited(let waiters):
                state = .settled(result)
                return waiters
            }
        }
        for waiter in waiters { waiter.resume(with: result) }
    }

    /// Waits for the answer.
    func content() async throws -> Content {
        try await withCheckedThrowingContinuation { continuation in
            let known = state.withLock { state -> Result<Content, any Error>? in
                switch state {
                case .settled(let result): return result
                case .open: state = .awaited([continuation])
                case .awaited(let others): state = .awaited(others + [continuation])
                }
                return nil
            }
            if let known { continuation.resume(with: known) }
        }
    }
}
