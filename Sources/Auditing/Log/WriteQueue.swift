// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// The events that wait for the disk: a value, which the log keeps under a lock.
///
/// At most ``limit`` wait. When the queue is full ``AuditLog/record(_:)`` is refused, and an event that was only handed
/// over is lost; from then on every `record` is refused until one caller has been told and the queue has come to the
/// disk: whoever is about to act learns that the log has a gap before they act. A write that fails is told to all who
/// wait for it; events that were only handed over stay, and are tried again with the next event.
struct WriteQueue {
    struct Waiting {
        let event: Event
        /// Who waits for it; nil when it was only handed over.
        let reply: (@Sendable (Result<EventReceipt, AuditError>) -> Void)?
    }

    enum Added {
        /// It waits, and the caller must start the writer.
        case startWriting
        /// It waits; the writer is at work.
        case waits
        /// It does not.
        case refused(AuditError)
        /// It does not, and the caller must start the writer, which may mend the cause.
        case refusedAndStart(AuditError)
    }

    static let limit = 10_000
    static let batchLimit = 512
    static let eventLimit = 65_536

    private let path: String
    private var waiting: [Waiting] = []
    private var isWriting = false
    private var isClosed = false
    private var gap: AuditError?
    private var isGapTold = false

    init(path: String) { self.path = path }

    mutating func add(_ item: Waiting) -> Added {
        if isClosed { return .refused(AuditError(.closed, "The audit log \(path) is closed.")) }
        if item.event.estimatedSize > WriteQueue.eventLimit {
            let error = AuditError(
                .eventTooLarge,
                "An event '\(item.event.name.rawValue)' is too large for the audit log \(path)."
            )
            if item.reply == nil { note(gap: error) }
            return .refused(error)
        }
        if let gap, item.reply != nil { return refuse(becauseOf: gap) }
        guard waiting.count < WriteQueue.limit else {
            let full = AuditError(
                .queueFull,
                "The disk under \(path) does not keep up with the audit log, and \(waiting.count) events wait: nothing "
                    + "acts until it does."
            )
            if item.reply == nil { note(gap: full) }
            return .refused(full)
        }
        waiting.append(item)
        return start() ? .startWriting : .waits
    }

    /// What to write now; empty when there is nothing, and then the writer must stop.
    mutating func nextBatch() -> [Waiting] {
        let batch = Array(waiting.prefix(WriteQueue.batchLimit))
        waiting.removeFirst(batch.count)
        if batch.isEmpty {
            isWriting = false
            mendGap()
        }
        return batch
    }

    /// Takes back what could not be written; the writer must stop.
    ///
    /// - Returns: who must be told.
    mutating func takeBack(_ batch: [Waiting]) -> [Waiting] {
        let all = batch + waiting
        waiting = all.filter { $0.reply == nil }
        isWriting = false
        return all.filter { $0.reply != nil }
    }

    /// Takes nothing more.
    ///
    /// - Returns: whether the caller must start the writer for what still waits.
    mutating func close() -> Bool {
        isClosed = true
        return !waiting.isEmpty && start()
    }

    private mutating func start() -> Bool {
        defer { isWriting = true }
        return !isWriting
    }

    private mutating func note(gap error: AuditError) {
        gap = error
        isGapTold = false
    }

    private mutating func refuse(becauseOf gap: AuditError) -> Added {
        isGapTold = true
        if gap.reason == .eventTooLarge {
            // The queue has room; to tell somebody is all that there is to do.
            self.gap = nil
            return .refused(gap)
        }
        if isWriting { return .refused(gap) }
        guard waiting.isEmpty else { return start() ? .refusedAndStart(gap) : .refused(gap) }
        mendGap()
        return .refused(gap)
    }

    private mutating func mendGap() {
        if isGapTold { gap = nil }
    }
}
