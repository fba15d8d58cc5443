// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Vocabulary

/// Adds events to the chain, and to what is made of them, in one transaction.
enum ChainWriter {
    /// - Returns: the events' places, and the last of them as it was written.
    static func append(_ events: [Event], to database: Database) throws -> ([EventReceipt], HeadWitness) {
        var receipts: [EventReceipt] = []
        receipts.reserveCapacity(events.count)
        var head = HeadWitness.genesis
        try database.inTransaction(.immediate) {
            head = try self.head(of: database)
            for event in events {
                let entry = AuditEntry(event, sequence: head.sequence + 1, time: .now(), previous: head.hash)
                try database.cachedStatement(sql: "INSERT INTO events (seq, line) VALUES (?, ?)")
                    .execute(arguments: [entry.sequence, entry.line])
                try Projection.apply(event, sequence: entry.sequence, time: entry.time, to: database)
                receipts.append(EventReceipt(sequence: entry.sequence, time: entry.time))
                head = HeadWitness(sequence: entry.sequence, hash: entry.hash)
            }
            return .commit
        }
        return (receipts, head)
    }

    /// The last event that is there.
    static func head(of database: Database) throws -> HeadWitness {
        let statement = try database.cachedStatement(sql: "SELECT seq, line FROM events ORDER BY seq DESC LIMIT 1")
        guard let row = try Row.fetchOne(statement) else { return .genesis }
        guard let text = LineText(String.fromDatabaseValue(row["line"]) ?? "") else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the last line is not a line of the log")
        }
        return HeadWitness(sequence: row["seq"], hash: text.hash)
    }
}
