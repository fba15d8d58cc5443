// SPDX-License-Identifier: Apache-2.0
internal import GRDB

/// Whether what is made of the events is what they come to.
enum ProjectionCheck {
    /// Makes everything anew in a file of SQLite's own that goes with it, and compares row by row.
    ///
    /// - Returns: the first table that differs, in words; nil when none does.
    static func firstDifference(in database: Database) throws -> String? {
        let fresh = try DatabaseQueue(path: "")
        return try fresh.writeWithoutTransaction { fresh in
            try fresh.inTransaction {
                try fresh.execute(sql: AuditSchema.projections)
                try Projection.applyAll(of: database, to: fresh)
                return .commit
            }
            return try AuditSchema.projectionTables
                .first { try !isSame($0.0, orderedBy: $0.1, database, fresh) }
                .map { "its table '\($0.0)' is not what the events come to" }
        }
    }

    private static func isSame(
        _ table: String,
        orderedBy order: String,
        _ left: Database,
        _ right: Database
    ) throws -> Bool {
        let sql = "SELECT * FROM \(table) ORDER BY \(order)"
        let (left, right) = (try Row.fetchCursor(left, sql: sql), try Row.fetchCursor(right, sql: sql))
        while true {
            let (one, other) = (try left.next(), try right.next())
            guard one == other else { return false }
            if one == nil { return true }
        }
    }
}
