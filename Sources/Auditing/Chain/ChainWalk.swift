// SPDX-License-Identifier: Apache-2.0
internal import GRDB

/// Verifies what is stored, in constant memory.
enum ChainWalk {
    /// Walks from the event after a number to the end, or over all there is.
    ///
    /// - Returns: the first event that is not right, if there is one, and the number of the last that is.
    static func firstBroken(
        in database: Database,
        after sequence: Int64? = nil,
        limit: Int64 = .max
    ) throws -> (broken: AuditVerdict?, last: Int64) {
        var verifier = ChainVerifier(after: sequence ?? 0)
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT seq, line FROM events WHERE seq > ? ORDER BY seq LIMIT ?",
            arguments: [sequence ?? .min, limit]
        )
        while let row = try rows.next() {
            // A row that somebody else wrote may hold anything.
            let line = String.fromDatabaseValue(row["line"]) ?? ""
            if let broken = verifier.check(sequence: row["seq"], line: line) { return (broken, verifier.last) }
        }
        return (nil, verifier.last)
    }

    /// Verifies one event and its links to the one before it and the one after it.
    static func firstBroken(in database: Database, around sequence: Int64) throws -> AuditVerdict? {
        let start = max(0, sequence - 2)
        return try firstBroken(in: database, after: start, limit: sequence - start + 1).broken
    }
}
