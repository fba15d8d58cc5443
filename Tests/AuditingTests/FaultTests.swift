// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Auditing

@Suite("Faults")
struct FaultTests {
    @Test("a full disk refuses each event until there is room, loses nothing, and leaves the chain whole")
    func fullDisk() async throws {
        try await withLog { log, path in
            try await log.record(.numbered(1))
            try await limit(log, toPages: 1)
            // Large enough that no page which is there already can take it.
            log.enqueue(bulky)
            for _ in 1...3 {
                let error = await #expect(throws: AuditError.self) { try await log.record(bulky) }
                #expect(error?.reason == .diskFull)
                #expect(error?.code == "disk_full")
                #expect(error?.message.contains(path) == true)
            }
            #expect(try await log.verify() == .intact(events: 1))
            try await limit(log, toPages: 1_000_000)
            #expect(try await log.record(.numbered(3)).sequence == 3)
            #expect(try await log.verify() == .intact(events: 3))
            let lines = try await log.lines(after: 0, limit: 5)
            #expect(lines.map { Event.read($0.line)?.event } == [.numbered(1), bulky, .numbered(3)])
        }
    }

    @Test("a log that was cut off at any byte, as by a crash, opens with a whole chain of what was committed")
    func torn() async throws {
        try await withLog { log, path in
            for number in 1...20 { try await log.record(.numbered(number)) }
            let main = try Data(contentsOf: URL(fileURLWithPath: path))
            let journal = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
            var seen: Set<Int64> = []
            for part in 0...24 {
                seen.insert(try await reopen(main, journal.prefix(journal.count * part / 24)))
            }
            #expect(seen.contains(20))
            #expect(seen.count > 5)
        }
    }

    @Test("a copy that was made between commits, as by kill -9, holds every event whose record had returned")
    func killed() async throws {
        try await withLog { log, path in
            for number in 1...30 {
                try await log.record(.numbered(number))
                guard number % 10 == 0 else { continue }
                let main = try Data(contentsOf: URL(fileURLWithPath: path))
                let journal = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
                #expect(try await reopen(main, journal) == Int64(number))
            }
        }
    }

    private var bulky: Event {
        Event(
            .requestRefused,
            source: .console,
            outcome: .denied,
            correlationID: .fixed,
            extra: ["text": .string(String(repeating: "x", count: 60_000))]
        )
    }

    /// Makes SQLite believe that the disk ends here.
    private func limit(_ log: AuditLog, toPages pages: Int) async throws {
        let pool = try #require(log.database as? DatabasePool)
        try await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
    }

    /// Opens a copy, sees that it is whole and can be written on, and says how many events it held.
    private func reopen(_ main: Data, _ journal: Data) async throws -> Int64 {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try main.write(to: URL(fileURLWithPath: path))
            try journal.write(to: URL(fileURLWithPath: path + "-wal"))
            let log = try AuditLog(path: path)
            guard case .intact(let count) = try await log.verify() else {
                Issue.record("the chain is broken")
                return -1
            }
            #expect(try await log.record(.numbered(0)).sequence == count + 1)
            #expect(try await log.verify() == .intact(events: count + 1))
            await log.close()
            return count
        }
    }
}
