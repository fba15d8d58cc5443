// SPDX-License-Identifier: Apache-2.0
internal import GRDB

/// Verifies what is stored, in constant memory.
enum ChainWalk {
    /// Walks from the event after a number to the end, or over all there is.
    ///
    /// - Returns: the first event that is not right, if there is one, and the number of the last that is.
    static func firstBroken(
        in database: Database,
        after sequence: Int64? = nil
    ) throws -> (broken: AuditVerdict?, last: Int64) {
        var verifier = ChainVerifier(after: sequence ?? 0)
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT seq, line FROM events WHERE seq > ? ORDER BY seq",
            arguments: [sequence ?? .min]
        )
        while let row = try rows.next() {
            // A row that somebody else wrote may hold anything.
            let line = String.fromDatabaseValue(row["line"]) ?? ""
            if let broken = verifier.check(sequence: row["seq"], line: line) { return (broken, verifier.last) }
        }
        return (nil, verifier.last)
    }
}
