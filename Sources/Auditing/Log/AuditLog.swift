// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Synchronization
public import Vocabulary

/// The one log of everything that was done: append-only, hash-chained, in SQLite.
///
/// Events wait in a bounded queue and are written by one writer, all that wait in one transaction (group commit), so
/// that many small events cost one trip to the disk. Every transaction reads the chain's last line first, so that the
/// chain stays whole whatever failed before.
public final class AuditLog: EventSink {
    /// What a log is opened for.
    public enum Access: Sendable, Hashable {
        /// To write and read; makes the file where there is none.
        case readWrite
        /// To read only, also while another process writes.
        case readOnly
    }

    let path: String
    let access: Access
    let database: any DatabaseReader
    let queue: Mutex<WriteQueue>
    let commits = CommitSignal()
    private let writer: DatabasePool?
    private let witness: WitnessFile?

    /// Opens the log.
    ///
    /// A log whose last ``AuditOpening/tailLength`` events are not what was written, or that ends before the last event
    /// that was seen in it, is not opened for writing.
    ///
    /// - Parameters:
    ///   - path: the database file, absolute; its folder must exist.
    ///   - access: what it is opened for.
    /// - Throws: ``AuditError``.
    public init(path: String, access: Access = .readWrite) throws {
        self.path = path
        self.access = access
        queue = Mutex(WriteQueue(path: path))
        do {
            switch access {
            case .readWrite:
                let (pool, witness) = try AuditOpening.pool(at: path)
                writer = pool
                self.witness = witness
                database = pool
            case .readOnly:
                writer = nil
                witness = nil
                database = try AuditOpening.reader(at: path)
            }
        } catch let error as AuditError {
            throw error
        } catch let error as FileError {
            throw AuditError.opening(error)
        } catch {
            throw AuditError.opening(path, error)
        }
    }

    /// Writes an event and returns when it is on the disk.
    ///
    /// - Throws: ``AuditError``; then the event is not in the log, and what it tells of must not happen.
    @discardableResult
    public func record(_ event: Event) async throws -> EventReceipt {
        try await withCheckedThrowingContinuation { continuation in
            add(WriteQueue.Waiting(event: event) { continuation.resume(with: $0) })
        }
    }

    /// Hands an event over; see ``Vocabulary/EventSink/enqueue(_:)``.
    public func enqueue(_ event: Event) { add(WriteQueue.Waiting(event: event, reply: nil)) }

    /// Writes what waits and closes the file; what comes later is refused.
    public func close() async {
        if queue.withLock({ $0.close() }) { startWriting() }
        if let writer {
            // Behind the last batch, on the same serial queue.
            await withCheckedContinuation { done in writer.asyncWriteWithoutTransaction { _ in done.resume() } }
        }
        commits.finish()
        witness?.sync()
        try? database.close()
    }

    private func add(_ item: WriteQueue.Waiting) {
        switch access == .readOnly ? .refused(.notWritable(path)) : queue.withLock({ $0.add(item) }) {
        case .startWriting: startWriting()
        case .waits: break
        case .refused(let error): item.reply?(.failure(error))
        case .refusedAndStart(let error):
            startWriting()
            item.reply?(.failure(error))
        }
    }

    private func startWriting() {
        writer?.asyncWriteWithoutTransaction { [self] database in writeQueue(to: database) }
    }

    /// Writes batch after batch until nothing waits, or one fails.
    private func writeQueue(to database: Database) {
        while true {
            let batch = queue.withLock { $0.nextBatch() }
            guard !batch.isEmpty else { return }
            do {
                let (receipts, head) = try ChainWriter.append(batch.map(\.event), to: database)
                witness?.write(head)
                commits.signal()
                for (item, receipt) in zip(batch, receipts) { item.reply?(.success(receipt)) }
            } catch {
                let failure = AuditError.writing(path, error)
                for item in queue.withLock({ $0.takeBack(batch) }) { item.reply?(.failure(failure)) }
                return
            }
        }
    }
}
