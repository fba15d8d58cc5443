// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Synchronization

/// One request on its way: the task's side of the thread that libcurl blocks.
///
/// Every end of a transfer, cancellation included, comes from the thread, after libcurl has let go of everything.
final class Transfer: Sendable {
    private struct Storage {
        var wake: CurlWake?
        var isCancelled = false
        var wantsMore = false
        var head: OutboundHead?
        var ending: Result<OutboundHead, any Error>?
        var headWaiter: CheckedContinuation<OutboundHead, any Error>?
        var endWaiter: CheckedContinuation<OutboundHead, any Error>?
    }

    let request: OutboundRequest
    let sink: any TransferSink
    private let storage = Mutex(Storage())

    init(_ request: OutboundRequest, sink: any TransferSink) {
        self.request = request
        self.sink = sink
    }

    /// Begins, on a thread that lives as long as the transfer.
    func start(whenOver: @escaping @Sendable () -> Void) {
        let thread = Thread { [self] in
            let result = CurlRun.perform(self)
            sink.finish(result.failure)
            whenOver()
            finish(result)
        }
        thread.name = "understudy-egress"
        thread.start()
    }

    /// Asks the thread to give up.
    func cancel() {
        storage.withLock { storage in
            storage.isCancelled = true
            storage.wake?.perform()
        }
    }

    /// Asks the thread to offer again what the sink refused.
    func resume() {
        storage.withLock { storage in
            storage.wantsMore = true
            storage.wake?.perform()
        }
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

    private func finish(_ result: Result<OutboundHead, any Error>) {
        let waiters = storage.withLock { storage in
            storage.ending = result
            defer { (storage.headWaiter, storage.endWaiter) = (nil, nil) }
            return [storage.headWaiter, storage.endWaiter]
        }
        for waiter in waiters { waiter?.resume(with: result) }
    }
}

// The thread's side.
extension Transfer {
    /// Whether somebody asked to give up.
    var isCancelled: Bool { storage.withLock { $0.isCancelled } }

    /// Lends the means to wake the thread; nil takes it back, and after that nobody uses it.
    func setWake(_ wake: CurlWake?) { storage.withLock { $0.wake = wake } }

    /// Whether the sink has asked for more since the last question.
    func takeDemand() -> Bool {
        storage.withLock { storage in
            defer { storage.wantsMore = false }
            return storage.wantsMore
        }
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
