// SPDX-License-Identifier: Apache-2.0
internal import GRDB

/// Whether the file's tables, indexes and triggers are those that this program makes.
///
/// A trigger that was dropped lets events be changed, a table that was made anew can hold columns that no longer come
/// from the lines, and an index that does not fit its table hides rows from a search.
enum SchemaCheck {
    /// The first thing that is not as it was made, in words; nil when there is none.
    static func firstDifference(in database: Database) throws -> String? {
        let expected = try parts(of: database, as: AuditSchema.migrator.completedMigrations(database).last)
        let found = try parts(in: database)
        for (part, text) in expected.sorted(by: { $0.key < $1.key }) where found[part] != text {
            return found[part] == nil ? "its \(part) is missing" : "its \(part) is not as this program made it"
        }
        if let stranger = found.keys.filter({ expected[$0] == nil }).min() {
            return "its \(stranger) is not this program's"
        }
        let words = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") ?? "ok"
        return words == "ok" ? nil : "SQLite finds the file damaged: \(words.prefix(200))"
    }

    /// The parts of a file that was migrated so far and no further.
    private static func parts(of database: Database, as migration: String?) throws -> [String: String] {
        let fresh = try DatabaseQueue()
        if let migration { try AuditSchema.migrator.migrate(fresh, upTo: migration) }
        return try fresh.read(parts)
    }

    /// `trigger 'events_stay'` and its text.
    private static func parts(in database: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(database, sql: "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return Dictionary(rows.map { ("\($0["type"] as String) '\($0["name"] as String)'", $0["sql"]) }) { one, _ in one
        }
    }
}
