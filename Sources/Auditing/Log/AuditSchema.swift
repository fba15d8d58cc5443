// SPDX-License-Identifier: Apache-2.0
internal import GRDB

/// The tables of `audit.sqlite`.
///
/// `events` is what counts; `runs`, `steps` and `approvals` are made of it in the same transaction and can be made
/// anew at any time. Triggers refuse to change or remove an event, so that only somebody who takes the file apart can,
/// and the chain shows that.
enum AuditSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE events (
                      seq INTEGER PRIMARY KEY, ts TEXT NOT NULL, event TEXT NOT NULL, run TEXT,
                      line TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
                    CREATE INDEX events_by_name ON events (event, seq);
                    CREATE INDEX events_by_run ON events (run, seq) WHERE run IS NOT NULL;
                    CREATE TRIGGER events_stay BEFORE UPDATE ON events
                      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
                    CREATE TRIGGER events_remain BEFORE DELETE ON events
                      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
                    """
            )
            try database.execute(sql: projections)
        }
        return migrator
    }

    /// What is made of the events.
    static let projections = """
        CREATE TABLE runs (
          run TEXT PRIMARY KEY, skill TEXT NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
          started TEXT, seq INTEGER NOT NULL, duration_ms INTEGER) STRICT;
        CREATE TABLE steps (
          run TEXT NOT NULL, seq INTEGER NOT NULL, step TEXT NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL,
          locator TEXT, matches TEXT NOT NULL, attempts INTEGER, duration_ms INTEGER, code TEXT,
          PRIMARY KEY (run, seq)) STRICT;
        CREATE TABLE approvals (
          slug TEXT NOT NULL, sha256 TEXT NOT NULL, principal TEXT NOT NULL, seq INTEGER NOT NULL,
          PRIMARY KEY (slug, sha256)) STRICT;
        """

    static let dropProjections = "DROP TABLE runs; DROP TABLE steps; DROP TABLE approvals;"
}
