// SPDX-License-Identifier: Apache-2.0
import Auditing
import GRDB
import Testing
import Vocabulary

@Suite("What is approved")
struct ApprovalTests {
    private let slug = Slug.from(words: "order-coffee") { _ in false }

    @Test("exactly the revision that was approved is approved, until the skill is deleted")
    func skills() async throws {
        try await withLog { log, _ in
            let approved = { try await log.isApproved(slug: slug, sha256: $0) }
            #expect(try await !approved("aa"))
            try await log.record(.skill(.skillApproved, "order-coffee", "aa"))
            try await log.record(.skill(.skillApproved, "order-tea", "bb"))
            #expect(try await approved("aa"))
            #expect(try await !approved("bb"))
            #expect(try await !approved("AA"))
            #expect(try await !approved(""))
            try await log.record(.skill(.skillRejected, "order-coffee", "cc"))
            #expect(try await approved("aa"))
            #expect(try await !approved("cc"))
            try await log.record(.skill(.skillDeleted, "order-coffee", "aa"))
            #expect(try await !approved("aa"))
            #expect(try await log.isApproved(slug: Slug("order-tea"), sha256: "bb"))
            try await log.record(.skill(.skillApproved, "order-coffee", "aa"))
            #expect(try await approved("aa"))
        }
    }

    @Test("an approval that names no digest, or was refused, approves nothing")
    func emptyApproval() async throws {
        try await withLog { log, _ in
            try await log.record(.skill(.skillApproved, "order-coffee", nil))
            try await log.record(
                Event(
                    .skillApproved,
                    source: .registry,
                    outcome: .failed,
                    correlationID: .fixed,
                    extra: ["slug": "order-coffee", "sha256": "aa"]
                )
            )
            #expect(try await !log.isApproved(slug: slug, sha256: ""))
            #expect(try await !log.isApproved(slug: slug, sha256: "aa"))
        }
    }

    @Test("of what was decided about one revision the latest counts")
    func latest() async throws {
        try await withLog { log, _ in
            for (name, isApproved) in [
                (EventName.skillApproved, true), (.skillRejected, false), (.skillApproved, true),
                (.skillDeleted, false),
            ] {
                try await log.record(.skill(name, "order-coffee", "aa"))
                #expect(try await log.isApproved(slug: slug, sha256: "aa") == isApproved)
            }
        }
    }

    @Test("a revision in whose place another one was approved is approved no more, until it is approved again")
    func superseded() async throws {
        try await withLog { log, _ in
            for digest in ["aa", "bb", "aa"] {
                try await log.record(.skill(.skillApproved, "order-coffee", digest))
                try await log.record(.skill(.skillApproved, "order-tea", "cc"))
                for other in ["aa", "bb"] {
                    #expect(try await log.isApproved(slug: slug, sha256: other) == (other == digest))
                }
            }
        }
    }

    @Test("a row that somebody put beside the events approves nothing, and is found")
    func rowBeside() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try await TamperTests.fill(path, 3)
            let queue = try DatabaseQueue(path: path)
            try await queue.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE skill_approvals (slug TEXT, sha256 TEXT, principal TEXT, seq INTEGER);
                        INSERT INTO skill_approvals VALUES ('order-coffee', 'aa', 'operator', 1)
                        """
                )
            }
            try queue.close()
            let log = try AuditLog(path: path)
            #expect(try await !log.isApproved(slug: slug, sha256: "aa"))
            #expect(
                try await log.verify()
                    == .altered(events: 3, reason: "its table 'skill_approvals' is not this program's")
            )
            await log.close()
        }
    }

    @Test(
        "an approval that is not what was written, or does not stand in the chain, is refused by name",
        arguments: [
            (#"UPDATE events SET line = replace(line, '"sha256":"bb"', '"sha256":"aa"') WHERE seq = 4"#, "aa"),
            ("UPDATE events SET line = (SELECT line FROM events WHERE seq = 4) WHERE seq = 6", "bb"),
            ("DELETE FROM events WHERE seq = 5", "bb"),
            ("UPDATE events SET line = replace(line, 'http', 'cdp') WHERE seq = 3", "bb"),
        ]
    )
    func forged(_ statement: String, _ digest: String) async throws {
        try await withLog { log, path in
            for number in 1...3 { try await log.record(.numbered(number)) }
            try await log.record(.skill(.skillApproved, "order-coffee", "bb"))
            for number in 5...7 { try await log.record(.numbered(number)) }
            try tamper(with: path, statement)
            let error = await #expect(throws: AuditError.self) {
                try await log.isApproved(slug: slug, sha256: digest)
            }
            #expect(error?.reason == .chainBroken)
            #expect(error?.message.contains("Nothing is admitted by it") == true)
        }
    }
}
