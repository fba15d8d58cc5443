// SPDX-License-Identifier: Apache-2.0
internal import GRDB
public import Vocabulary

extension AuditLog {
    /// Says of every run that was alive when an earlier process ended that it was interrupted, and of every question
    /// that waited that nobody will answer it.
    ///
    /// To be called once, before the first run of a process.
    ///
    /// - Returns: the runs.
    /// - Throws: ``AuditError``.
    @discardableResult
    public func interruptLiveRuns() async throws -> [RunID] {
        let (live, open) = try await reading { database in
            (
                try Row.fetchAll(
                    database,
                    sql: "SELECT * FROM runs WHERE state IN (\(RunState.liveList)) ORDER BY seq"
                )
                .compactMap(RunRecord.init),
                try Row.fetchAll(database, sql: "SELECT * FROM approvals WHERE state = 'pending' ORDER BY seq")
                    .map(ApprovalRecord.init)
            )
        }
        for approval in open { enqueue(AuditLog.interruption(of: approval)) }
        for run in live {
            enqueue(AuditLog.interruption(of: run, .runStateChanged))
            try await record(AuditLog.interruption(of: run, .runEnded))
        }
        return live.map(\.run)
    }

    /// Makes runs, steps and approvals anew from the events.
    ///
    /// - Throws: ``AuditError``; then they are as they were.
    public func rebuildProjections() async throws {
        guard let writer = database as? DatabasePool else { throw AuditError.notWritable(path) }
        do {
            try await writer.write { database in
                try database.execute(sql: AuditSchema.dropProjections + AuditSchema.projections)
                try Projection.applyAll(of: database, to: database)
            }
        } catch let error as DatabaseError {
            throw AuditError.writing(path, error)
        }
    }

    private static func interruption(of run: RunRecord, _ name: EventName) -> Event {
        Event(
            name,
            source: .appliance,
            outcome: .interrupted,
            correlationID: run.correlationID,
            extra: [
                "run": .string(run.run.rawValue), "skill": .string(run.skill), "sha256": .string(run.sha256),
                "state": .string(RunState.interrupted.rawValue), "reason": "appliance_ended",
            ]
        )
    }

    private static func interruption(of approval: ApprovalRecord) -> Event {
        var extra: [String: JSONValue] = [
            "approval": .string(approval.id.rawValue), "kind": .string(approval.kind), "decision": "interrupted",
        ]
        if let run = approval.run { extra["run"] = .string(run.rawValue) }
        if let step = approval.step { extra["step"] = .string(step.rawValue) }
        return Event(
            .approvalDecided,
            source: .appliance,
            outcome: .interrupted,
            correlationID: approval.correlationID,
            extra: extra
        )
    }
}
