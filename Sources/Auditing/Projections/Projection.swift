// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Vocabulary

/// What the events come to: runs, their steps, and which revisions of skills are approved.
///
/// Made in the transaction that writes the event, so that they can never disagree with the log.
enum Projection {
    static func apply(_ event: Event, sequence: Int64, time: Timestamp, to database: Database) throws {
        switch event.name {
        case .runQueued, .runStarted, .runStateChanged, .runEnded:
            try applyRun(event, sequence: sequence, time: time, to: database)
        case .stepStarted: try startStep(event, sequence: sequence, to: database)
        case .stepEnded: try endStep(event, to: database)
        case .skillApproved: try approve(event, sequence: sequence, in: database)
        case .skillDeleted:
            try database.execute(sql: "DELETE FROM approvals WHERE slug = ?", arguments: [text("slug", event)])
        case .applianceStarted, .applianceStopped, .browserStarted, .browserExited, .browserDegraded, .tabCrashed,
            .dialogOpened, .recordingStarted, .recordingStopped, .skillProposed, .skillRejected, .skillRefused,
            .actionDecided, .approvalRequested, .approvalDecided, .grantAdded, .grantRemoved, .killSwitchChanged,
            .secretStored, .secretRemoved, .secretTyped, .sessionOpened, .requestRefused, .inputRejected:
            break
        }
    }

    private static func text(_ name: String, _ event: Event) -> String? { event.extra[name]?.string }

    private static func applyRun(_ event: Event, sequence: Int64, time: Timestamp, to database: Database) throws {
        guard let run = text("run", event), let state = text("state", event) else { return }
        try database.execute(
            sql: """
                INSERT INTO runs (run, skill, sha256, state, reason, started, seq, duration_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (run) DO UPDATE SET state = excluded.state, reason = excluded.reason,
                  started = COALESCE(runs.started, excluded.started), duration_ms = excluded.duration_ms
                """,
            arguments: [
                run, text("skill", event) ?? "", text("sha256", event) ?? "", state, text("reason", event),
                event.name == .runStarted ? time.description : nil, sequence, event.extra["duration_ms"]?.int,
            ]
        )
    }

    private static func startStep(_ event: Event, sequence: Int64, to database: Database) throws {
        guard let run = text("run", event), let step = text("step", event) else { return }
        try database.execute(
            sql: """
                INSERT INTO steps (run, seq, step, action, outcome, matches) VALUES (?, ?, ?, ?, 'running', '{}')
                """,
            arguments: [run, sequence, step, text("action", event) ?? ""]
        )
    }

    private static func endStep(_ event: Event, to database: Database) throws {
        guard let run = text("run", event), let step = text("step", event) else { return }
        try database.execute(
            sql: """
                UPDATE steps SET outcome = ?, locator = ?, matches = ?, attempts = ?, duration_ms = ?, code = ?
                WHERE run = ? AND seq = (SELECT MAX(seq) FROM steps WHERE run = ? AND step = ?)
                """,
            arguments: [
                event.outcome.rawValue, text("locator", event),
                CanonicalJSON.text(event.extra["matches"] ?? .object([:])),
                event.extra["attempts"]?.int, event.extra["duration_ms"]?.int, text("code", event), run, run, step,
            ]
        )
    }

    private static func approve(_ event: Event, sequence: Int64, in database: Database) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO approvals (slug, sha256, principal, seq) VALUES (?, ?, ?, ?)",
            arguments: [
                text("slug", event) ?? "", text("sha256", event) ?? "", text("principal", event) ?? "", sequence,
            ]
        )
    }
}
