// SPDX-License-Identifier: Apache-2.0
internal import GRDB
public import Vocabulary

/// A run as the events tell it.
public struct RunRecord: Sendable, Hashable {
    /// Its name.
    public let run: RunID
    /// The skill.
    public let skill: String
    /// The revision that ran.
    public let sha256: String
    /// How it stands.
    public let state: RunState
    /// Why: a stable code.
    public let reason: String?
    /// When its first step began.
    public let started: Timestamp?
    /// How long it took.
    public let durationMilliseconds: Int?
}

/// A step of a run as the events tell it.
public struct StepRecord: Sendable, Hashable {
    /// Its name in the skill.
    public let step: StepID
    /// What it does.
    public let action: String
    /// How it ended, or `running`.
    public let outcome: String
    /// The locator that won.
    public let locator: String?
    /// How many elements each locator matched.
    public let matches: [String: Int]
    /// How many looks it took.
    public let attempts: Int?
    /// How long it took.
    public let durationMilliseconds: Int?
    /// What went wrong.
    public let code: String?
}

extension AuditLog {
    /// The last runs, newest first.
    public func runs(limit: Int) async throws -> [RunRecord] {
        try await reading { database in
            try Row.fetchAll(database, sql: "SELECT * FROM runs ORDER BY seq DESC LIMIT ?", arguments: [max(0, limit)])
                .compactMap(AuditLog.run)
        }
    }

    /// One run; nil when there is none of that name.
    public func run(_ id: RunID) async throws -> RunRecord? {
        try await reading { database in
            try Row.fetchOne(database, sql: "SELECT * FROM runs WHERE run = ?", arguments: [id.rawValue])
                .flatMap(AuditLog.run)
        }
    }

    /// The steps of a run, in order.
    public func steps(of id: RunID) async throws -> [StepRecord] {
        try await reading { database in
            try Row.fetchAll(database, sql: "SELECT * FROM steps WHERE run = ? ORDER BY seq", arguments: [id.rawValue])
                .map(AuditLog.step)
        }
    }

    /// Whether exactly this revision is approved: by an event, and by nothing else.
    public func isApproved(slug: Slug, sha256: String) async throws -> Bool {
        try await reading { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM approvals WHERE slug = ? AND sha256 = ?)",
                arguments: [slug.text, sha256]
            ) ?? false
        }
    }

    /// Says of every run that was alive when an earlier process ended that it was interrupted.
    ///
    /// - Returns: the runs.
    public func interruptLiveRuns() async throws -> [RunID] {
        let live = try await runs(limit: 100_000).filter(\.state.isLive)
        for run in live {
            try await record(
                Event(
                    .runEnded,
                    source: .appliance,
                    outcome: .interrupted,
                    correlationID: .new(),
                    extra: [
                        "run": .string(run.run.rawValue), "skill": .string(run.skill), "sha256": .string(run.sha256),
                        "state": .string(RunState.interrupted.rawValue), "reason": "appliance_ended",
                    ]
                )
            )
        }
        return live.map(\.run)
    }

    /// Makes runs, steps and approvals anew from the events.
    public func rebuildProjections() async throws {
        try await database.write { database in
            try database.execute(sql: AuditSchema.dropProjections + AuditSchema.projections)
            let rows = try Row.fetchAll(database, sql: "SELECT seq, line FROM events ORDER BY seq")
            for row in rows {
                let line: String = row["line"]
                guard let (event, time) = AuditLog.event(of: try JSONText.parse(line)) else { continue }
                try Projection.apply(event, sequence: row["seq"], time: time, to: database)
            }
        }
    }

    private static func event(of value: JSONValue) -> (Event, Timestamp)? {
        guard let name = value["event"]?.string.flatMap(EventName.init(rawValue:)),
            let source = value["source"]?.string.flatMap(EventSource.init(rawValue:)),
            let outcome = value["outcome"]?.string.flatMap(EventOutcome.init(rawValue:)),
            let transport = value["transport"]?.string.flatMap(EventTransport.init(rawValue:)),
            let correlation = value["correlation_id"]?.string, let extra = value["extra"]?.object,
            let time = value["ts"]?.string.flatMap(Timestamp.init(_:))
        else { return nil }
        return (
            Event(
                name,
                source: source,
                outcome: outcome,
                transport: transport,
                correlationID: CorrelationID(rawValue: correlation),
                extra: extra
            ), time
        )
    }

    private static func run(_ row: Row) -> RunRecord? {
        guard let state = RunState(rawValue: row["state"]) else { return nil }
        let started: String? = row["started"]
        return RunRecord(
            run: RunID(rawValue: row["run"]),
            skill: row["skill"],
            sha256: row["sha256"],
            state: state,
            reason: row["reason"],
            started: started.flatMap(Timestamp.init(_:)),
            durationMilliseconds: row["duration_ms"]
        )
    }

    private static func step(_ row: Row) -> StepRecord {
        let matches = (try? JSONText.parse(row["matches"] as String))?.object ?? [:]
        return StepRecord(
            step: StepID(rawValue: row["step"]),
            action: row["action"],
            outcome: row["outcome"],
            locator: row["locator"],
            matches: matches.compactMapValues(\.int),
            attempts: row["attempts"],
            durationMilliseconds: row["duration_ms"],
            code: row["code"]
        )
    }
}
