// SPDX-License-Identifier: Apache-2.0
internal import GRDB

/// The tables of `audit.sqlite`.
///
/// `events` is what counts, and of it only the lines: what is searched for is computed from them, so that there is
/// nothing beside the chain to change. `runs`, `steps` and `approvals` are made of the events in the same transaction
/// and can be made anew at any time; nothing is admitted because of what they hold. Triggers refuse to change, remove,
/// replace or slip in an event, so that only somebody who takes the file apart can, and ``AuditLog/verify()`` shows
/// that, the missing trigger included.
enum AuditSchema {
    /// Tells an audit log from other programs' databases (`PRAGMA application_id`): "USLG".
    static let applicationID = 0x5553_4C47

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: events + projections + skillApprovals)
        }
        // Which revisions are approved is read from the events themselves: a table could be written by anybody.
        migrator.registerMigration("2") { database in try database.execute(sql: "DROP TABLE skill_approvals") }
        // A step may have a picture.
        migrator.registerMigration("3") { database in
            try database.execute(sql: dropProjections + projections)
            try Projection.applyAll(of: database, to: database)
        }
        // A step may have been rescued.
        migrator.registerMigration("4") { database in
            try database.execute(sql: dropProjections + projections)
            try Projection.applyAll(of: database, to: database)
        }
        // What each locator came to.
        migrator.registerMigration("5") { database in
            try database.execute(sql: dropProjections + projections)
            try Projection.applyAll(of: database, to: database)
        }
        return migrator
    }

    private static let events = """
        CREATE TABLE events (
          seq INTEGER PRIMARY KEY, line TEXT NOT NULL,
          event TEXT GENERATED ALWAYS AS (json_extract(line, '$.event')) VIRTUAL,
          run TEXT GENERATED ALWAYS AS (json_extract(line, '$.extra.run')) VIRTUAL) STRICT;
        CREATE INDEX events_by_name ON events (event, seq);
        CREATE INDEX events_by_run ON events (run, seq) WHERE run IS NOT NULL;
        CREATE TRIGGER events_stay BEFORE UPDATE ON events
          BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER events_remain BEFORE DELETE ON events
          BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER events_follow BEFORE INSERT ON events
          WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM events)
          BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

        """

    /// What is made of the events.
    static let projections = """
        CREATE TABLE runs (
          run TEXT PRIMARY KEY, skill TEXT NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
          started TEXT, seq INTEGER NOT NULL, duration_ms INTEGER, correlation_id TEXT NOT NULL) STRICT;
        CREATE INDEX runs_by_state ON runs (state);
        CREATE TABLE steps (
          run TEXT NOT NULL, seq INTEGER NOT NULL, step TEXT NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL,
          locator TEXT, matches TEXT NOT NULL, attempts INTEGER, duration_ms INTEGER, code TEXT, evidence TEXT,
          rescue TEXT, tried TEXT,
          PRIMARY KEY (run, seq)) STRICT;
        CREATE TABLE approvals (
          approval TEXT PRIMARY KEY, run TEXT, step TEXT, kind TEXT NOT NULL, question TEXT NOT NULL,
          state TEXT NOT NULL, principal TEXT, expires TEXT, seq INTEGER NOT NULL, correlation_id TEXT NOT NULL) STRICT;

        """

    private static let skillApprovals = """
        CREATE TABLE skill_approvals (
          slug TEXT NOT NULL, sha256 TEXT NOT NULL, principal TEXT NOT NULL, seq INTEGER NOT NULL,
          PRIMARY KEY (slug, sha256)) STRICT;
        """

    /// The tables of ``projections``, and what brings their rows into one order.
    static let projectionTables = [("runs", "run"), ("steps", "run, seq"), ("approvals", "approval")]

    static let dropProjections = "DROP TABLE runs; DROP TABLE steps; DROP TABLE approvals;"
}
