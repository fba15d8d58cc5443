// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Vocabulary

/// What the events come to: runs, their steps, and questions to a person.
///
/// Made in the transaction that writes the event, for lists only: what is permitted never rests on them.
enum Projection {
    static func apply(_ event: Event, sequence: Int64, time: Timestamp, to database: Database) throws {
        switch event.name {
        case .runQueued, .runStarted, .runStateChanged, .runEnded:
            try applyRun(event, sequence: sequence, time: time, to: database)
        case .stepStarted: try startStep(event, sequence: sequence, to: database)
        case .stepEnded: try endStep(event, to: database)
        case .approvalRequested: try askPerson(event, sequence: sequence, in: database)
        case .approvalDecided: try decide(event, in: database)
        case .applianceStarted, .applianceStopped, .browserStarted, .browserExited, .browserDegraded, .tabCrashed,
            .dialogOpened, .resourceHeldBack, .signInAsked, .downloadStarted, .fileKept, .fileUploaded,
            .recordingStarted, .recordingStopped, .recordingEdited, .skillProposed, .skillApproved, .skillRejected,
            .skillDeleted, .skillRefused, .actionDecided, .grantAdded, .grantRemoved, .loginAdded, .loginRemoved,
            .authorityAdded, .authorityRemoved, .killSwitchChanged, .secretStored,
            .secretRemoved, .secretTyped, .modelAsked, .controlChanged, .actionInjected,
            .sessionOpened, .requestRefused, .inputRejected, .observerState, .observationTick,
            .observationTickSlow, .observationGap, .observationsPurged:
            break
        }
    }

    /// Applies every event that one database holds to the tables of one that has none of them yet.
    static func applyAll(of source: Database, to target: Database) throws {
        let rows = try Row.fetchCursor(source, sql: "SELECT seq, line FROM events ORDER BY seq")
        while let row = try rows.next() {
            guard let (event, time) = Event.read(row["line"]) else { continue }
            try apply(event, sequence: row["seq"], time: time, to: target)
        }
    }

    private static func run(_ sql: String, _ arguments: StatementArguments, in database: Database) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    private static func text(_ name: String, _ event: Event) -> String? { event.extra[name]?.string }

    // MARK: Runs

    /// A run that is over stays as it ended.
    private static func applyRun(_ event: Event, sequence: Int64, time: Timestamp, to database: Database) throws {
        guard let id = text("run", event), let state = text("state", event).flatMap(RunState.init(rawValue:)) else {
            return
        }
        try run(
            """
            INSERT INTO runs (run, skill, sha256, state, reason, started, seq, duration_ms, correlation_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (run) DO UPDATE SET state = excluded.state, reason = excluded.reason,
              started = COALESCE(runs.started, excluded.started), duration_ms = excluded.duration_ms,
              correlation_id = excluded.correlation_id
              WHERE runs.state IN (\(RunState.liveList))
            """,
            [
                id, text("skill", event) ?? "", text("sha256", event) ?? "", state.rawValue, text("reason", event),
                event.name == .runStarted ? time.description : nil, sequence, event.extra["duration_ms"]?.int,
                event.correlationID.rawValue,
            ],
            in: database
        )
        guard !state.isLive else { return }
        try run("UPDATE steps SET outcome = 'interrupted' WHERE run = ? AND outcome = 'running'", [id], in: database)
    }

    private static func startStep(_ event: Event, sequence: Int64, to database: Database) throws {
        guard let id = text("run", event), let step = text("step", event) else { return }
        try run(
            "INSERT INTO steps (run, seq, step, action, outcome, matches) VALUES (?, ?, ?, ?, 'running', '{}')",
            [id, sequence, step, text("action", event) ?? ""],
            in: database
        )
    }

    private static func endStep(_ event: Event, to database: Database) throws {
        guard let id = text("run", event), let step = text("step", event) else { return }
        try run(
            """
            UPDATE steps
            SET outcome = ?, locator = ?, matches = ?, attempts = ?, duration_ms = ?, code = ?, evidence = ?,
              rescue = ?, tried = ?
            WHERE run = ? AND seq = (SELECT MAX(seq) FROM steps WHERE run = ? AND step = ?)
            """,
            [
                event.outcome.rawValue, text("locator", event),
                CanonicalJSON.text(event.extra["matches"] ?? .object([:])), event.extra["attempts"]?.int,
                event.extra["duration_ms"]?.int, text("code", event),
                event.extra["evidence"].map(CanonicalJSON.text), event.extra["rescue"].map(CanonicalJSON.text),
                event.extra["tried"].map(CanonicalJSON.text), id, id, step,
            ],
            in: database
        )
    }

    // MARK: Questions

    private static func askPerson(_ event: Event, sequence: Int64, in database: Database) throws {
        guard let id = text("approval", event) else { return }
        try run(
            """
            INSERT INTO approvals (approval, run, step, kind, question, state, expires, seq, correlation_id)
            VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                id, text("run", event), text("step", event), text("kind", event) ?? "consent",
                text("question", event) ?? "", text("expires", event), sequence, event.correlationID.rawValue,
            ],
            in: database
        )
    }

    /// The first decision is the one that counts.
    private static func decide(_ event: Event, in database: Database) throws {
        guard let id = text("approval", event) else { return }
        try run(
            "UPDATE approvals SET state = ?, principal = ? WHERE approval = ? AND state = 'pending'",
            [text("decision", event) ?? event.outcome.rawValue, text("principal", event), id],
            in: database
        )
    }
}

extension RunState {
    /// The states in which a run may still act, for SQL.
    static let liveList = allCases.filter(\.isLive).map { "'\($0.rawValue)'" }.joined(separator: ", ")
}
