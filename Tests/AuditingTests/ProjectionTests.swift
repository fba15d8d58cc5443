// SPDX-License-Identifier: Apache-2.0
import GRDB
import Testing
import Vocabulary

@testable import Auditing

@Suite("What the events come to")
struct ProjectionTests {
    private let one = RunID(rawValue: "run_1")
    private let two = RunID(rawValue: "run_2")

    @Test("a run has the state of its last event, and stays as it ended")
    func runs() async throws {
        try await withLog { log, _ in
            try await log.record(.run(.runQueued, one, .queued))
            #expect(try await log.run(one)?.started == nil)
            let started = try await log.record(.run(.runStarted, one, .running))
            try await log.record(.run(.runStateChanged, one, .needsPerson, ["reason": "consent"]))
            #expect(try await log.run(one)?.reason == "consent")
            try await log.record(.run(.runQueued, two, .queued))
            try await log.record(.run(.runEnded, one, .succeeded, ["duration_ms": 253]))
            try await log.record(.run(.runStateChanged, one, .running))
            let run = try #require(try await log.run(one))
            #expect(run.state == .succeeded)
            #expect(run.reason == nil)
            #expect(run.durationMilliseconds == 253)
            #expect(run.started == started.time)
            #expect(run.skill == "order-coffee")
            #expect(try await log.runs(limit: 10).map(\.run) == [two, one])
            #expect(try await log.runs(limit: 1).map(\.run) == [two])
            #expect(try await log.run(RunID(rawValue: "run_3")) == nil)
        }
    }

    @Test("a step has what its events carry, and one that never ended ends with its run")
    func steps() async throws {
        try await withLog { log, _ in
            try await log.record(.run(.runStarted, one, .running))
            try await log.record(.step(.stepStarted, one, "a1", .started))
            #expect(try await log.steps(of: one).map(\.outcome) == ["running"])
            try await log.record(
                .step(
                    .stepEnded,
                    one,
                    "a1",
                    .succeeded,
                    ["locator": "xpath", "matches": ["xpath": 1, "css": 3], "attempts": 2, "duration_ms": 17]
                )
            )
            try await log.record(.step(.stepStarted, one, "a1", .started))
            try await log.record(.step(.stepEnded, one, "a1", .failed, ["code": "ambiguous", "attempts": 1]))
            try await log.record(.step(.stepStarted, one, "a2", .started))
            try await log.record(.run(.runEnded, one, .failed))
            let steps = try await log.steps(of: one)
            #expect(steps.map(\.step.rawValue) == ["a1", "a1", "a2"])
            #expect(steps.map(\.outcome) == ["succeeded", "failed", "interrupted"])
            #expect(steps[0].matches == ["xpath": 1, "css": 3])
            #expect(steps[0].locator == "xpath")
            #expect(steps[0].attempts == 2)
            #expect(steps[0].durationMilliseconds == 17)
            #expect(steps[1].code == "ambiguous")
            #expect(steps[2].action == "click pay")
        }
    }

    @Test("a question is decided once")
    func approvals() async throws {
        try await withLog { log, _ in
            try await log.record(
                .approval(.approvalRequested, "apr_1", ["question": "Pay?", "expires": "2026-11-20T10:00:00.000Z"])
            )
            #expect(try await log.approvals(limit: 5).map(\.state) == ["pending"])
            try await log.record(.approval(.approvalDecided, "apr_1", ["decision": "denied", "principal": "operator"]))
            try await log.record(.approval(.approvalDecided, "apr_1", ["decision": "approved", "principal": "agent"]))
            let approval = try #require(try await log.approvals(limit: 5).first)
            #expect(approval.state == "denied")
            #expect(approval.principal == "operator")
            #expect(approval.question == "Pay?")
            #expect(approval.run == one)
            #expect(approval.expires == Timestamp("2026-11-20T10:00:00.000Z"))
        }
    }

    @Test("what was alive when the process ended is interrupted, with its own correlation id")
    func interrupted() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            let before = try AuditLog(path: path)
            try await before.record(.run(.runStarted, one, .running))
            try await before.record(.step(.stepStarted, one, "a1", .started))
            try await before.record(.run(.runStarted, two, .running))
            try await before.record(.run(.runEnded, two, .succeeded))
            try await before.record(.approval(.approvalRequested, "apr_1", ["question": "Pay?"]))
            await before.close()

            let log = try AuditLog(path: path)
            #expect(try await log.interruptLiveRuns() == [one])
            #expect(try await log.run(one)?.state == .interrupted)
            #expect(try await log.run(one)?.reason == "appliance_ended")
            #expect(try await log.run(two)?.state == .succeeded)
            #expect(try await log.steps(of: one).map(\.outcome) == ["interrupted"])
            #expect(try await log.approvals(limit: 1).map(\.state) == ["interrupted"])
            let added = try await log.lines(after: 5, limit: 9).compactMap { Event.read($0.line)?.event }
            #expect(added.map(\.name) == [.approvalDecided, .runStateChanged, .runEnded])
            #expect(added.allSatisfy { $0.correlationID == .fixed && $0.outcome == .interrupted })
            #expect(try await log.interruptLiveRuns().isEmpty)
            await log.close()
        }
    }

    @Test("made anew from the events, every row is the same")
    func rebuilt() async throws {
        try await withLog { log, _ in
            try await log.record(.run(.runQueued, one, .queued))
            try await log.record(.run(.runStarted, one, .running))
            for step in ["a1", "a2"] {
                try await log.record(.step(.stepStarted, one, step, .started))
                try await log.record(.step(.stepEnded, one, step, .succeeded, ["matches": ["css": 1], "attempts": 1]))
            }
            try await log.record(.step(.stepStarted, one, "a3", .started))
            try await log.record(.approval(.approvalRequested, "apr_1", ["question": "Pay?"]))
            try await log.record(
                .approval(.approvalDecided, "apr_1", ["decision": "approved", "principal": "operator"])
            )
            try await log.record(.run(.runEnded, one, .cancelled, ["reason": "cancelled", "duration_ms": 9]))
            try await log.record(.run(.runStarted, two, .running))
            for (name, digest) in [(EventName.skillApproved, "aa"), (.skillDeleted, "aa"), (.skillApproved, "bb")] {
                try await log.record(.skill(name, "order-coffee", digest))
            }
            let before = try await rows(of: log)
            #expect(before.count == 6)
            let pool = try #require(log.database as? DatabasePool)
            try await pool.write { database in
                try database.execute(
                    sql: """
                        UPDATE runs SET state = 'succeeded'; DELETE FROM steps; DELETE FROM approvals
                        """
                )
            }
            #expect(try await rows(of: log) != before)
            try await log.rebuildProjections()
            #expect(try await rows(of: log) == before)
            #expect(try await log.verify() == .intact(events: 14))
        }
    }

    private func rows(of log: AuditLog) async throws -> [String] {
        try await log.reading { database in
            try ["runs", "steps", "approvals"]
                .flatMap { table in
                    try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY seq").map { "\(table): \($0)" }
                }
        }
    }
}
