// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import TestSupport
import Testing
import Vocabulary

@testable import Auditing

@Suite("The audit log")
struct AuditLogTests {
    private func event(_ name: EventName = .stepStarted, _ extra: [String: JSONValue] = [:]) -> Event {
        Event(name, source: .replayer, outcome: .started, correlationID: .new(), extra: extra)
    }

    private func withLog<Value>(_ body: (AuditLog, TemporaryFolder) async throws -> Value) async throws -> Value {
        try await withTemporaryFolder { folder in
            let log = try AuditLog(path: folder.file("audit.sqlite"))
            let value = try await body(log, folder)
            await log.close()
            return value
        }
    }

    @Test("many writers at once leave one unbroken chain, and it goes on after opening anew")
    func chain() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.file("audit.sqlite")
            let log = try AuditLog(path: path)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    group.addTask { try await log.record(self.event(.stepStarted, ["n": .int(Int64(number))])) }
                }
                try await group.waitForAll()
            }
            await log.close()
            let again = try AuditLog(path: path)
            #expect(try await again.record(event()).sequence == 101)
            #expect(try await again.verify() == .intact(events: 101))
            await again.close()
        }
    }

    @Test("the database itself refuses to change or remove an event")
    func appendOnly() async throws {
        try await withLog { log, _ in
            try await log.record(event())
            for sql in ["UPDATE events SET event = 'x'", "DELETE FROM events"] {
                await #expect(throws: (any Error).self) { try await log.database.write { try $0.execute(sql: sql) } }
            }
        }
    }

    @Test(
        "a change behind the log's back is found, and where",
        arguments: [
            ("UPDATE events SET line = replace(line, 'replayer', 'operator') WHERE seq = 2", Int64(2)),
            ("DELETE FROM events WHERE seq = 2", 2),
            ("UPDATE events SET seq = 100 WHERE seq = 3", 3),
            ("UPDATE events SET hash = (SELECT hash FROM events WHERE seq = 1) WHERE seq = 3", 3),
        ]
    )
    func tampering(_ sql: String, _ place: Int64) async throws {
        try await withLog { log, _ in
            for _ in 0..<4 { try await log.record(event()) }
            try await log.database.write { database in
                try database.execute(sql: "DROP TRIGGER events_stay; DROP TRIGGER events_remain; " + sql)
            }
            guard case .broken(let found, _) = try await log.verify() else {
                Issue.record("not found")
                return
            }
            #expect(found == place)
        }
    }

    @Test("runs, steps and approvals are the same when made anew from the events")
    func projections() async throws {
        try await withLog { log, _ in
            let slug = try Slug("order")
            try await log.record(event(.skillApproved, ["slug": "order", "sha256": "ab", "principal": "operator"]))
            try await log.record(
                event(.runStarted, ["run": "r1", "skill": "order", "sha256": "ab", "state": "running"])
            )
            try await log.record(event(.stepStarted, ["run": "r1", "step": "a1", "action": "click pay"]))
            try await log.record(
                Event(
                    .stepEnded,
                    source: .replayer,
                    outcome: .succeeded,
                    correlationID: .new(),
                    extra: ["run": "r1", "step": "a1", "locator": "xpath", "matches": ["xpath": 1], "attempts": 2]
                )
            )
            let before = (try await log.runs(limit: 9), try await log.steps(of: RunID(rawValue: "r1")))
            #expect(before.1.first?.locator == "xpath")
            #expect(before.1.first?.matches == ["xpath": 1])
            try await log.rebuildProjections()
            #expect(try await log.runs(limit: 9) == before.0)
            #expect(try await log.steps(of: RunID(rawValue: "r1")) == before.1)
            #expect(try await log.isApproved(slug: slug, sha256: "ab"))
            #expect(try await !log.isApproved(slug: slug, sha256: "cd"))
            try await log.record(event(.skillDeleted, ["slug": "order"]))
            #expect(try await !log.isApproved(slug: slug, sha256: "ab"))
            #expect(try await log.interruptLiveRuns() == [RunID(rawValue: "r1")])
            #expect(try await log.run(RunID(rawValue: "r1"))?.state == .interrupted)
        }
    }

    @Test("a reader that follows gets what is there and what comes, and misses nothing")
    func following() async throws {
        try await withLog { log, _ in
            for _ in 0..<3 { try await log.record(event()) }
            var seen: [Int64] = []
            for try await line in log.follow(after: 1) {
                seen.append(line.sequence)
                if line.sequence == 3 { try await log.record(event()) }
                if line.sequence == 4 { break }
            }
            #expect(seen == [2, 3, 4])
        }
    }

    @Test("a file that is no database is named, and left as it is")
    func notADatabase() async throws {
        try await withTemporaryFolder { folder in
            let path = try folder.write(String(repeating: "not a database ", count: 100), to: "audit.sqlite")
            #expect { try AuditLog(path: path) } throws: { ($0 as? AuditError)?.code == "audit_not_a_database" }
            #expect(try folder.read("audit.sqlite").hasPrefix("not a database"))
        }
    }
}
