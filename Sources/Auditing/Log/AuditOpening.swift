// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
internal import Glibc

/// Opens the log's file: sees that it is one before anything is changed in it.
enum AuditOpening {
    /// How many of the last events are verified when a log is opened for writing.
    static let tailLength = 200

    /// The connections of the one process that writes.
    static func pool(at path: String) throws -> DatabasePool {
        if FileManager.default.fileExists(atPath: path) {
            let reader = try reader(at: path, mayBeEmpty: true)
            defer { try? reader.close() }
            try verifyTail(of: reader, path: path)
        } else {
            // Made here so that nobody else can ever read it; SQLite gives its other files the same mode.
            let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
            if descriptor >= 0 { close(descriptor) }
        }
        let pool = try DatabasePool(path: path, configuration: configuration())
        // GRDB turns WAL on with `synchronous = NORMAL`, with which a commit could be lost.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try AuditSchema.migrator.migrate(pool)
        return pool
    }

    /// One connection that changes nothing.
    static func reader(at path: String, mayBeEmpty: Bool = false) throws -> DatabaseQueue {
        guard FileManager.default.fileExists(atPath: path) else { throw missing(path) }
        var configuration = configuration()
        configuration.readonly = true
        let reader = try DatabaseQueue(path: path, configuration: configuration)
        do {
            let isEmpty = try reader.read { try requireOurs($0, path: path) }
            guard !isEmpty || mayBeEmpty else { throw missing(path) }
        } catch {
            try? reader.close()
            throw error
        }
        return reader
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "audit"
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -512") }
        return configuration
    }

    /// Throws when the file is somebody else's.
    ///
    /// - Returns: whether there is nothing in it, but perhaps what GRDB makes before our own tables: a crash may have
    ///   come between the two.
    private static func requireOurs(_ database: Database, path: String) throws -> Bool {
        let others = "SELECT COUNT(*) FROM sqlite_master WHERE tbl_name NOT LIKE 'grdb!_%' ESCAPE '!'"
        if try Int.fetchOne(database, sql: others) == 0 { return true }
        guard try Int.fetchOne(database, sql: "PRAGMA application_id") == AuditSchema.applicationID else {
            throw AuditError.notALog(path)
        }
        guard try !AuditSchema.migrator.hasBeenSuperseded(database) else {
            throw AuditError(
                .schemaTooNew,
                "\(path) was written by a newer version of this program: use that version, or another --home."
            )
        }
        return false
    }

    private static func missing(_ path: String) -> AuditError {
        AuditError(.notFound, "There is no audit log at \(path): see whether --home is right.")
    }

    private static func verifyTail(of reader: DatabaseQueue, path: String) throws {
        let verdict = try reader.read { database -> AuditVerdict? in
            guard try database.tableExists("events") else { return nil }
            let last = try Int64.fetchOne(database, sql: "SELECT MAX(seq) FROM events") ?? 0
            return try ChainWalk.firstBroken(in: database, after: max(0, last - Int64(tailLength))).broken
        }
        guard case .broken(let sequence, let reason) = verdict else { return }
        throw AuditError.chainBroken(path, at: sequence, reason, "Nothing is added to it")
    }
}
