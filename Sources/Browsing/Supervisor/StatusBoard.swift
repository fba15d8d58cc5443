// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
internal import Vocabulary

/// The browser's status and the browser itself, for whoever asks or waits.
///
/// Waiters are few (one a run, at most) and each leaves at its deadline, so they need no bound of their own.
final class StatusBoard: Sendable {
    private struct Storage {
        var status: BrowserStatus
        var browser: RunningBrowser?
        var failure: (any ExplainedError)?
        var waiters: [Int: CheckedContinuation<RunningBrowser, any Error>] = [:]
        var nextWaiter = 0
    }

    private let storage: Mutex<Storage>

    init(isAttached: Bool) {
        var status = BrowserStatus()
        status.isAttached = isAttached
        storage = Mutex(Storage(status: status))
    }

    var status: BrowserStatus { storage.withLock { $0.status } }
    var browser: RunningBrowser? { storage.withLock { $0.browser } }

    /// Says that there will be no browser any more, and why; whoever waits or asks is given that error.
    func degrade(_ error: any ExplainedError) {
        update(browser: nil, failure: error) { $0.state = .degraded("\(error)") }
    }

    /// Changes the status, and lets those go who wait for what it became.
    func update(
        browser: RunningBrowser?,
        failure: (any ExplainedError)? = nil,
        _ change: (inout BrowserStatus) -> Void
    ) {
        let resumptions = storage.withLock { storage -> [() -> Void] in
            change(&storage.status)
            if browser == nil {
                // What is gone can be driven by nobody.
                storage.status.endpoint = nil
                storage.status.processID = nil
            }
            storage.browser = browser
            storage.failure = failure
            guard let outcome = outcome(of: storage) else { return [] }
            defer { storage.waiters = [:] }
            return storage.waiters.values.map { waiter in { waiter.resume(with: outcome) } }
        }
        for resume in resumptions { resume() }
    }

    /// The browser, as soon as it is ready; throws at once when it will not become so.
    func wait() async throws -> RunningBrowser {
        let number = storage.withLock { storage in
            storage.nextWaiter += 1
            return storage.nextWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known = storage.withLock { storage -> Result<RunningBrowser, any Error>? in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if let outcome = outcome(of: storage) { return outcome }
                    storage.waiters[number] = continuation
                    return nil
                }
                if let known { continuation.resume(with: known) }
            }
        } onCancel: {
            storage.withLock { $0.waiters.removeValue(forKey: number) }?.resume(throwing: CancellationError())
        }
    }

    private func outcome(of storage: Storage) -> Result<RunningBrowser, any Error>? {
        if let browser = storage.browser { return .success(browser) }
        return storage.failure.map { .failure($0) }
    }
}
