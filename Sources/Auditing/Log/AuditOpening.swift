// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
internal import Glibc

/// Opens the log's file: sees that it is one before anything is changed in it.
enum AuditOpening {
    /// How many of the last events are verified when a log is opened for writing.
    static let tailLength = 200

    /// The connections of the one process that writes.
    static func pool(at path: String) throws -> (DatabasePool, WitnessFile) {
        try makeWhereMissing(path)
        let head = try verifiedHead(of: path)
        // SQLite gives the files that it makes the mode of the database. Not set through a descriptor: to close one of a
        // file that is open already drops SQLite's locks (https://sqlite.org/howtocorrupt.html, 2.2).
        for suffix in ["", "-wal", "-shm"] { chmod(path + suffix, 0o600) }
        // There before the tables are, so that a log of this version without a witness has lost it.
        let witness = try WitnessFile(of: path, head)
        let pool = try DatabasePool(path: path, configuration: configuration())
        // GRDB turns WAL on with `synchronous = NORMAL`, with which a commit could be lost.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try AuditSchema.migrator.migrate(pool)
        return (pool, witness)
    }

    /// Made here so that nobody else can ever read it, whatever the process's mask is.
    private static func makeWhereMissing(_ path: String) throws {
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw DatabaseError(resultCode: errno == ENOSPC ? .SQLITE_FULL : .SQLITE_CANTOPEN)
        }
        fchmod(descriptor, 0o600)
        close(descriptor)
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

    /// The last event, after seeing that the last ones are what was written and that none is missing behind them.
    private static func verifiedHead(of path: String) throws -> HeadWitness {
        let testimony = WitnessFile.testimony(of: path)
        let reader = try reader(at: path, mayBeEmpty: true)
        defer { try? reader.close() }
        let (verdict, head) = try reader.read { database -> (AuditVerdict?, HeadWitness) in
            if case .saw(let witness) = testimony, let verdict = try witness.contradiction(in: database) {
                return (verdict, witness)
            }
            guard try database.tableExists("events") else { return (nil, .genesis) }
            let last = try Int64.fetchOne(database, sql: "SELECT MAX(seq) FROM events") ?? 0
            let broken = try ChainWalk.firstBroken(in: database, after: max(0, last - Int64(tailLength))).broken
            return (broken, broken == nil ? try ChainWriter.head(of: database) : .genesis)
        }
        guard case .broken(let sequence, let reason) = verdict else { return head }
        throw AuditError.chainBroken(path, at: sequence, reason, "Nothing is added to it")
    }
}
