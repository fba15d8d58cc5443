// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// Lines between the thread that reads them off the network and the task that takes them.
///
/// Bounded: while 256 lines wait, further bytes are refused and offered again after half of them were taken, so that
/// the peer waits and nothing is lost. One task takes lines at a time.
final class LineBuffer: TransferSink {
    fileprivate struct Storage {
        var splitter: LineSplitter
        var lines: [String] = []
        var isHeld = false
        var ending: Result<Void, any Error>?
        var waiter: CheckedContinuation<String?, any Error>?
        var demand: (@Sendable () -> Void)?
    }

    private let storage: Mutex<Storage>

    static let limit = 256

    init(lineLimit: Int) { storage = Mutex(Storage(splitter: LineSplitter(limit: lineLimit))) }

    /// What to call when there is room again.
    func onDemand(_ demand: @escaping @Sendable () -> Void) { storage.withLock { $0.demand = demand } }

    func take(_ bytes: UnsafeRawBufferPointer) -> SinkAnswer {
        let (answer, delivery) = storage.withLock { storage -> (SinkAnswer, Delivery?) in
            guard storage.lines.count < LineBuffer.limit else {
                storage.isHeld = true
                return (.later, nil)
            }
            guard storage.splitter.split(bytes, into: &storage.lines) else { return (.tooLarge, nil) }
            return (.taken, storage.delivery())
        }
        delivery?.perform()
        return answer
    }

    func finish(_ error: (any Error)?) {
        let delivery = storage.withLock { storage -> Delivery? in
            if let last = storage.splitter.rest() { storage.lines.append(last) }
            storage.ending = error.map { .failure($0) } ?? .success(())
            storage.demand = nil
            return storage.delivery()
        }
        delivery?.perform()
    }

    /// The next line; nil after the last one.
    func next() async throws -> String? {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<String?, any Error>) in
            let (delivery, demand) = storage.withLock { storage -> (Delivery?, (@Sendable () -> Void)?) in
                precondition(storage.waiter == nil, "Two tasks take lines of one answer.")
                storage.waiter = continuation
                let delivery = storage.delivery()
                guard storage.isHeld, storage.lines.count <= LineBuffer.limit / 2 else { return (delivery, nil) }
                storage.isHeld = false
                return (delivery, storage.demand)
            }
            delivery?.perform()
            demand?()
        }
    }

    /// A waiter and what it gets; carried out after the lock is free.
    fileprivate struct Delivery {
        let waiter: CheckedContinuation<String?, any Error>
        let result: Result<String?, any Error>

        func perform() { waiter.resume(with: result) }
    }
}

extension LineBuffer.Storage {
    fileprivate mutating func delivery() -> LineBuffer.Delivery? {
        guard let waiter else { return nil }
        if !lines.isEmpty {
            self.waiter = nil
            return LineBuffer.Delivery(waiter: waiter, result: .success(lines.removeFirst()))
        }
        guard let ending else { return nil }
        self.waiter = nil
        return LineBuffer.Delivery(waiter: waiter, result: ending.map { nil })
    }
}
