// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Synchronization
public import Vocabulary

/// The one log of everything that was done: append-only, hash-chained, in SQLite.
///
/// Events wait in a queue and are written in one transaction by whoever comes first (group commit), so that many small
/// events cost one trip to the disk. The queue is bounded: when the disk cannot keep up, ``record(_:)`` waits its turn
/// and ``enqueue(_:)`` marks the log as failed, so that nothing may act until it could be written again.
public final class AuditLog: EventSink {
    struct Waiting {
        let event: Event
        let continuation: CheckedContinuation<EventReceipt, any Error>?
    }

    struct Storage {
        var queue: [Waiting] = []
        var isWriting = false
        var failure: AuditError?
        var isClosed = false
        var last: Int64 = 0
        var hash = AuditEntry.genesis
    }

    /// How many events may wait for the disk.
    public static let queueLimit = 10_000

    let path: String
    let database: DatabasePool
    let storage = Mutex(Storage())
    let commits = CommitSignal()
    private let writer = DispatchQueueWriter()

    /// Opens the log, and makes it where there is none.
    ///
    /// - Parameter path: the database file, absolute.
    /// - Throws: ``AuditError``.
    public init(path: String) throws {
        self.path = path
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.maximumReaderCount = 2
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            database = try DatabasePool(path: path, configuration: configuration)
            try AuditLog.requireKnownSchema(database, path: path)
            try AuditSchema.migrator.migrate(database)
            let head = try database.read { try Row.fetchOne($0, sql: "SELECT seq, hash FROM events ORDER BY seq DESC") }
            if let head {
                storage.withLock {
                    $0.last = head["seq"]
                    $0.hash = head["hash"]
                }
            }
        } catch let error as AuditError {
            throw error
        } catch {
            throw AuditLog.opening(path, error)
        }
    }

    /// Writes an event and returns when it is on the disk.
    @discardableResult
    public func record(_ event: Event) async throws -> EventReceipt {
        try await withCheckedThrowingContinuation { continuation in
            add(Waiting(event: event, continuation: continuation))
        }
    }

    /// Hands an event over; see ``Vocabulary/EventSink/enqueue(_:)``.
    public func enqueue(_ event: Event) { add(Waiting(event: event, continuation: nil)) }

    /// Writes what waits and closes the file.
    public func close() async {
        await writer.drain { [self] in writeQueue() }
        storage.withLock { $0.isClosed = true }
        commits.finish()
        try? database.close()
    }

    private func add(_ waiting: Waiting) {
        let refusal: (any Error)?
        let mustWrite: Bool
        (refusal, mustWrite) = storage.withLock { storage in
            if storage.isClosed { return (AuditError(.closed, "The audit log is closed."), false) }
            guard storage.queue.count < AuditLog.queueLimit else {
                let full = AuditError(
                    .queueFull,
                    "The disk under \(path) does not keep up with the audit log: nothing acts until it does."
                )
                if waiting.continuation == nil { storage.failure = full }
                return (full, false)
            }
            storage.queue.append(waiting)
            defer { storage.isWriting = true }
            return (nil, !storage.isWriting)
        }
        if let refusal { waiting.continuation?.resume(throwing: refusal) }
        if mustWrite { writer.run { [self] in writeQueue() } }
    }

    /// Writes batch after batch until the queue is empty.
    private func writeQueue() {
        while true {
            let batch = storage.withLock { storage -> [Waiting] in
                defer { storage.queue = [] }
                if storage.queue.isEmpty { storage.isWriting = false }
                return storage.queue
            }
            guard !batch.isEmpty else { return }
            write(batch)
        }
    }

    private func write(_ batch: [Waiting]) {
        let (last, hash, failure) = storage.withLock { ($0.last, $0.hash, $0.failure) }
        do {
            let entries = try append(batch.map(\.event), after: last, hash: hash)
            storage.withLock { storage in
                storage.last = entries.last?.sequence ?? last
                storage.hash = entries.last?.hash ?? hash
                storage.failure = nil
            }
            commits.signal()
            for (waiting, entry) in zip(batch, entries) {
                // An event that was only handed over and lost fails the next one that waits, once.
                if let failure {
                    waiting.continuation?.resume(throwing: failure)
                } else {
                    waiting.continuation?
                        .resume(
                            returning: EventReceipt(sequence: entry.sequence, time: entry.time)
                        )
                }
            }
        } catch {
            let failure = AuditLog.writing(path, error)
            storage.withLock { $0.failure = batch.contains { $0.continuation == nil } ? failure : $0.failure }
            for waiting in batch { waiting.continuation?.resume(throwing: failure) }
        }
    }

    private func append(_ events: [Event], after last: Int64, hash: String) throws -> [AuditEntry] {
        try database.write { database in
            var entries: [AuditEntry] = []
            var previous = hash
            for event in events {
                let entry = AuditEntry(
                    event,
                    sequence: last + Int64(entries.count) + 1,
                    time: .now(),
                    previous: previous
                )
                previous = entry.hash
                try database.cachedStatement(
                    sql: "INSERT INTO events (seq, ts, event, run, line, hash) VALUES (?, ?, ?, ?, ?, ?)"
                )
                .execute(arguments: [
                    entry.sequence, entry.time.description, event.name.rawValue, event.extra["run"]?.string,
                    entry.line, entry.hash,
                ])
                try Projection.apply(event, sequence: entry.sequence, time: entry.time, to: database)
                entries.append(entry)
            }
            return entries
        }
    }

    private static func requireKnownSchema(_ database: DatabasePool, path: String) throws {
        guard try database.read({ try AuditSchema.migrator.hasBeenSuperseded($0) }) else { return }
        throw AuditError(
            .schemaTooNew,
            "\(path) was written by a newer version of this program: use that version, or another --home."
        )
    }

    private static func opening(_ path: String, _ error: any Error) -> AuditError {
        guard let error = error as? DatabaseError, error.resultCode == .SQLITE_NOTADB else {
            return AuditError(
                .cannotRead,
                "The audit log \(path) could not be opened: \(reason(error)).",
                cause: error
            )
        }
        return AuditError(
            .notADatabase,
            "\(path) is not an audit log: move it away, or use another --home.",
            cause: error
        )
    }

    private static func writing(_ path: String, _ error: any Error) -> AuditError {
        let isFull = (error as? DatabaseError)?.resultCode == .SQLITE_FULL
        return AuditError(
            .cannotWrite,
            isFull
                ? "The audit log \(path) could not be written because the disk is full: make room; nothing acts until then."
                : "The audit log \(path) could not be written: \(reason(error)).",
            cause: error
        )
    }

    static func reason(_ error: any Error) -> String {
        (error as? DatabaseError).map { $0.resultCode.description } ?? "unknown reason"
    }
}
