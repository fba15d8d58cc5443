// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Vocabulary

/// Adds events to the chain, and to what is made of them, in one transaction.
enum ChainWriter {
    static func append(_ events: [Event], to database: Database) throws -> [EventReceipt] {
        var receipts: [EventReceipt] = []
        receipts.reserveCapacity(events.count)
        try database.inTransaction(.immediate) {
            var (last, previous) = try head(of: database)
            for event in events {
                let entry = AuditEntry(event, sequence: last + 1, time: .now(), previous: previous)
                try database.cachedStatement(sql: "INSERT INTO events (seq, line) VALUES (?, ?)")
                    .execute(arguments: [entry.sequence, entry.line])
                try Projection.apply(event, sequence: entry.sequence, time: entry.time, to: database)
                receipts.append(EventReceipt(sequence: entry.sequence, time: entry.time))
                (last, previous) = (entry.sequence, entry.hash)
            }
            return .commit
        }
        return receipts
    }

    private static func head(of database: Database) throws -> (Int64, String) {
        let statement = try database.cachedStatement(sql: "SELECT seq, line FROM events ORDER BY seq DESC LIMIT 1")
        guard let row = try Row.fetchOne(statement) else { return (0, AuditEntry.genesis) }
        guard let text = LineText(row["line"]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the last line is not a line of the log")
        }
        return (row["seq"], text.hash)
    }
}
