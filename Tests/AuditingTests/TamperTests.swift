// SPDX-License-Identifier: Apache-2.0
import Auditing
import GRDB
import Testing
import Vocabulary

@Suite("A log that was tampered with")
struct TamperTests {
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: String
        let brokenAt: Int64
        init(_ what: String, _ sql: String, at brokenAt: Int64) {
            testDescription = what
            self.sql = sql
            self.brokenAt = brokenAt
        }
    }

    @Test(
        "is found out, at the event that was changed",
        arguments: [
            Change(
                "edited",
                #"UPDATE events SET line = replace(line, '"number":5', '"number":6') WHERE seq = 5"#,
                at: 5
            ),
            Change(
                "a blank slipped in",
                #"UPDATE events SET line = replace(line, ':5}', ': 5}') WHERE seq = 5"#,
                at: 5
            ),
            Change(
                "the time edited",
                #"UPDATE events SET line = replace(line, '"ts":"2', '"ts":"1') WHERE seq = 3"#,
                at: 3
            ),
            Change(
                "the first one edited",
                #"UPDATE events SET line = replace(line, 'http', 'cdp') WHERE seq = 1"#,
                at: 1
            ),
            Change(
                "the last one edited",
                #"UPDATE events SET line = replace(line, 'http', 'cdp') WHERE seq = 9"#,
                at: 9
            ),
            Change(
                "another hash",
                #"UPDATE events SET line = replace(line, '"hash":"', '"hash":"0') WHERE seq = 4"#,
                at: 4
            ),
            Change(
                "another event before",
                #"UPDATE events SET line = replace(line, '"prev":"', '"prev":"0') WHERE seq = 4"#,
                at: 4
            ),
            Change("removed", "DELETE FROM events WHERE seq = 6", at: 6),
            Change("the first ones removed", "DELETE FROM events WHERE seq < 4", at: 1),
            Change(
                "two exchanged",
                """
                UPDATE events SET line = CASE seq WHEN 3 THEN (SELECT line FROM events WHERE seq = 4)
                  ELSE (SELECT line FROM events WHERE seq = 3) END WHERE seq IN (3, 4)
                """,
                at: 3
            ),
            Change(
                "one told twice",
                "INSERT INTO events (seq, line) SELECT 10, line FROM events WHERE seq = 9",
                at: 10
            ),
            Change("all moved by one", "UPDATE events SET seq = seq + 1000; UPDATE events SET seq = seq - 999", at: 1),
            Change("slipped in", "INSERT INTO events (seq, line) VALUES (10, '{}')", at: 10),
            Change("below the first", "INSERT INTO events (seq, line) VALUES (0, '{}')", at: 1),
        ]
    )
    func foundOut(_ change: Change) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try await TamperTests.fill(path, 9)
            try tamper(with: path, change.sql)
            let log = try AuditLog(path: path, access: .readOnly)
            guard case .broken(let sequence, let reason) = try await log.verify() else {
                Issue.record("the change was not found")
                return
            }
            #expect(sequence == change.brokenAt)
            #expect(!reason.isEmpty)
            await log.close()
        }
    }

    @Test("is not written on, and says at which event")
    func notOpened() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try await TamperTests.fill(path, 9)
            try tamper(with: path, "UPDATE events SET line = replace(line, 'http', 'cdp') WHERE seq = 8")
            let error = try #require(throws: AuditError.self) { try AuditLog(path: path) }
            #expect(error.reason == .chainBroken)
            #expect(error.message.contains("event 8: its hash does not fit its text"))
            #expect(error.message.contains(path))
        }
    }

    @Test("that misses whole events in the middle of the tail is not written on either")
    func gapInTail() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try await TamperTests.fill(path, 300)
            try tamper(with: path, "DELETE FROM events WHERE seq = 250")
            #expect(throws: AuditError.self) { try AuditLog(path: path) }
        }
    }

    @Test(
        "needs the file taken apart: events are only ever added",
        arguments: [
            "UPDATE events SET line = '{}' WHERE seq = 2", "DELETE FROM events WHERE seq = 3", "DELETE FROM events",
            "INSERT OR REPLACE INTO events (seq, line) VALUES (2, '{}')",
            "REPLACE INTO events (seq, line) SELECT 3, line FROM events WHERE seq = 3",
            "INSERT INTO events (seq, line) VALUES (7, '{}')",
            "INSERT INTO events (seq, line) VALUES (0, '{}')", "UPDATE events SET seq = 9 WHERE seq = 3",
        ]
    )
    func appendOnly(_ statement: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try await TamperTests.fill(path, 3)
            let queue = try DatabaseQueue(path: path)
            #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: statement) } }
            try queue.close()
            let log = try AuditLog(path: path)
            #expect(try await log.verify() == .intact(events: 3))
            await log.close()
        }
    }

    @Test(
        "is found out when only what is beside the events was changed",
        arguments: [
            ("UPDATE runs SET state = 'failed'", "its table 'runs' is not what the events come to"),
            ("DELETE FROM runs", "its table 'runs' is not what the events come to"),
            ("UPDATE steps SET locator = 'css'", "its table 'steps' is not what the events come to"),
            (
                "INSERT INTO approvals VALUES ('apr_1', NULL, NULL, 'consent', '', 'approved', 'x', NULL, 1, 'c')",
                "its table 'approvals' is not what the events come to"
            ),
            ("DROP TRIGGER events_remain", "its trigger 'events_remain' is missing"),
            (
                "DROP TRIGGER events_stay; CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT 1; END",
                "its trigger 'events_stay' is not as this program made it"
            ),
            ("DROP INDEX events_by_run", "its index 'events_by_run' is missing"),
            (
                """
                CREATE TABLE other (seq INTEGER PRIMARY KEY, line TEXT NOT NULL, event TEXT, run TEXT) STRICT;
                INSERT INTO other SELECT seq, line, 'run_ended', run FROM events;
                DROP TABLE events; ALTER TABLE other RENAME TO events
                """, "its index 'events_by_name' is missing"
            ),
            ("CREATE TABLE more (x)", "its table 'more' is not this program's"),
        ]
    )
    func foundBeside(_ statement: String, _ reason: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            let log = try AuditLog(path: path)
            let run = RunID(rawValue: "run_1")
            try await log.record(.run(.runStarted, run, .running))
            try await log.record(.step(.stepStarted, run, "a1", .started))
            try await log.record(.step(.stepEnded, run, "a1", .succeeded, ["locator": "xpath"]))
            try await log.record(.run(.runEnded, run, .succeeded))
            #expect(try await log.verify() == .intact(events: 4))
            let queue = try DatabaseQueue(path: path)
            try await queue.write { try $0.execute(sql: statement) }
            try queue.close()
            #expect(try await log.verify() == .altered(events: 4, reason: reason))
            await log.close()
        }
    }

    @Test("still gives every line, each with what is wrong with it", arguments: [1, 3, 100])
    func everyLine(_ page: Int) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try await TamperTests.fill(path, 12)
            try tamper(
                with: path,
                "UPDATE events SET line = replace(line, 'http', 'cdp') WHERE seq = 3",
                "DELETE FROM events WHERE seq = 6",
                "CREATE TABLE other AS SELECT seq, line FROM events; DROP TABLE events",
                "ALTER TABLE other RENAME TO events",
                "UPDATE events SET line = 'no JSON' WHERE seq = 9"
            )
            let log = try AuditLog(path: path, access: .readOnly)
            var lines: [CheckedLine] = []
            while true {
                let more = try await log.checkedLines(after: lines.last?.sequence ?? 0, limit: page)
                if more.isEmpty { break }
                lines += more
            }
            #expect(lines.map(\.sequence) == [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12])
            let findings = lines.compactMap { line in line.finding.map { "\(line.sequence): \($0)" } }
            #expect(
                findings == [
                    "3: its hash does not fit its text", "7: event 6 is missing, before it",
                    "9: its text is not a line of the log",
                ]
            )
            #expect(lines[7].line == "no JSON")
            await log.close()
        }
    }

    static func fill(_ path: String, _ count: Int) async throws {
        let log = try AuditLog(path: path)
        for number in 1..<count { log.enqueue(.numbered(number)) }
        try await log.record(.numbered(count))
        await log.close()
    }
}
