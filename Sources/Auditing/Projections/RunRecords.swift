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
    /// Ties its events together.
    let correlationID: CorrelationID

    init?(_ row: Row) {
        guard let state = RunState(rawValue: row["state"]) else { return nil }
        run = RunID(rawValue: row["run"])
        skill = row["skill"]
        sha256 = row["sha256"]
        self.state = state
        reason = row["reason"]
        started = (row["started"] as String?).flatMap(Timestamp.init(_:))
        durationMilliseconds = row["duration_ms"]
        correlationID = CorrelationID(rawValue: row["correlation_id"])
    }
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
    /// What was kept of it: `file` and `sha256`, or `withheld` with the reason.
    public let evidence: [String: String]
    /// How its target was found when no locator proved itself, or why not, as the event has it.
    public let rescue: JSONValue?
    /// What each locator came to in the last look, as the event has it.
    public let tried: JSONValue?

    init(_ row: Row) {
        step = StepID(rawValue: row["step"])
        action = row["action"]
        outcome = row["outcome"]
        locator = row["locator"]
        matches = (try? JSONText.parse(row["matches"] as String))?.object?.compactMapValues(\.int) ?? [:]
        attempts = row["attempts"]
        durationMilliseconds = row["duration_ms"]
        code = row["code"]
        evidence =
            (row["evidence"] as String?).flatMap { try? JSONText.parse($0) }?.object?.compactMapValues(\.string) ?? [:]
        rescue = (row["rescue"] as String?).flatMap { try? JSONText.parse($0) }
        tried = (row["tried"] as String?).flatMap { try? JSONText.parse($0) }
    }
}

extension AuditLog {
    /// The last runs, newest first.
    public func runs(limit: Int) async throws -> [RunRecord] {
        try await reading { database in
            try Row.fetchAll(database, sql: "SELECT * FROM runs ORDER BY seq DESC LIMIT ?", arguments: [max(0, limit)])
                .compactMap(RunRecord.init)
        }
    }

    /// One run; nil when there is none of that name.
    public func run(_ id: RunID) async throws -> RunRecord? {
        try await reading { database in
            try Row.fetchOne(database, sql: "SELECT * FROM runs WHERE run = ?", arguments: [id.rawValue])
                .flatMap(RunRecord.init)
        }
    }

    /// The steps of a run, in order.
    public func steps(of id: RunID) async throws -> [StepRecord] {
        try await reading { database in
            try Row.fetchAll(database, sql: "SELECT * FROM steps WHERE run = ? ORDER BY seq", arguments: [id.rawValue])
                .map(StepRecord.init)
        }
    }
}
