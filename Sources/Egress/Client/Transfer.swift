// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// One request on its way: the task's side of the thread on which libcurl runs.
///
/// Every end of a transfer, cancellation included, comes from that thread, after libcurl has let go of everything.
final class Transfer: Sendable {
    private struct Storage {
        var isCancelled = false
        var wantsMore = false
        var head: OutboundHead?
        var ending: Result<OutboundHead, any Error>?
        var headWaiter: CheckedContinuation<OutboundHead, any Error>?
        var endWaiter: CheckedContinuation<OutboundHead, any Error>?
    }

    let request: OutboundRequest
    let rules: TransferRules
    let sink: any TransferSink
    private let whenOver: @Sendable () -> Void
    private let storage = Mutex(Storage())

    /// A transfer that has not begun.
    ///
    /// - Parameter whenOver: called once, before anybody who waits hears of the end.
    init(
        _ request: OutboundRequest,
        rules: TransferRules,
        sink: any TransferSink,
        whenOver: @escaping @Sendable () -> Void
    ) {
        self.request = request
        self.rules = rules
        self.sink = sink
        self.whenOver = whenOver
    }

    /// Begins.
    func start() { CurlLoop.shared.begin(self) }

    /// Asks the thread to give up.
    func cancel() {
        storage.withLock { $0.isCancelled = true }
        CurlLoop.shared.wake()
    }

    /// Asks the thread to offer again what the sink refused.
    func resume() {
        storage.withLock { $0.wantsMore = true }
        CurlLoop.shared.wake()
    }

    /// Waits for the head; that of an answer whose body failed is still an answer.
    func head() async throws -> OutboundHead {
        try await withCheckedThrowingContinuation { continuation in
            let result = storage.withLock { storage -> Result<OutboundHead, any Error>? in
                if let head = storage.head { return .success(head) }
                if let ending = storage.ending { return ending }
                storage.headWaiter = continuation
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }

    /// Waits until all of it is over.
    func end() async throws -> OutboundHead {
        try await withCheckedThrowingContinuation { continuation in
            let result = storage.withLock { storage -> Result<OutboundHead, any Error>? in
                if let ending = storage.ending { return ending }
                storage.endWaiter = continuation
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }
}

// The thread's side.
extension Transfer {
    /// Whether somebody asked to give up.
    var isCancelled: Bool { storage.withLock { $0.isCancelled } }

    /// Whether the sink has asked for more since the last question.
    func takeDemand() -> Bool {
        storage.withLock { storage in
            defer { storage.wantsMore = false }
            return storage.wantsMore
        }
    }

    /// All of it is over.
    func over(_ result: Result<OutboundHead, any Error>) {
        sink.finish(result.failure)
        whenOver()
        let waiters = storage.withLock { storage in
            storage.ending = result
            defer { (storage.headWaiter, storage.endWaiter) = (nil, nil) }
            return [storage.headWaiter, storage.endWaiter]
        }
        for waiter in waiters { waiter?.resume(with: result) }
    }

    /// The head is there.
    func noteHead(_ head: OutboundHead) {
        let waiter = storage.withLock { storage in
            storage.head = head
            defer { storage.headWaiter = nil }
            return storage.headWaiter
        }
        waiter?.resume(returning: head)
    }
}

extension Result where Failure == any Error {
    fileprivate var failure: (any Error)? {
        if case .failure(let error) = self { error } else { nil }
    }
}
