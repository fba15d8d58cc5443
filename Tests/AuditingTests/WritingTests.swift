// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Auditing

@Suite("Writing")
struct WritingTests {
    @Test("a recorded event is in the file when the call returns, for another process as well")
    func durable() async throws {
        try await withLog { log, path in
            let receipt = try await log.record(.numbered(1))
            #expect(receipt.sequence == 1)
            let other = try AuditLog(path: path, access: .readOnly)
            let lines = try await other.lines(after: 0, limit: 10)
            #expect(lines.map(\.sequence) == [1])
            #expect(lines[0].line.contains("\"number\":1"))
            await other.close()
        }
    }

    @Test("each commit waits for the disk, in the write-ahead log")
    func pragmas() async throws {
        try await withLog { log, _ in
            let pool = try #require(log.database as? DatabasePool)
            let synchronous = try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
            let journal = try await pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
            #expect(synchronous == 2)
            #expect(journal == "wal")
        }
    }

    @Test("nobody else can read the files, whatever the process's mask is", arguments: [0, 0o077] as [mode_t])
    func modes(_ mask: mode_t) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            let before = umask(mask)
            let opened = Result { try AuditLog(path: path) }
            umask(before)
            let log = try opened.get()
            try await log.record(.numbered(1))
            try expectPrivate(path)
            await log.close()
        }
    }

    @Test("files that others could read are closed to them when the log is opened")
    func modesMended() async throws {
        try await withLog { log, path in
            try await log.record(.numbered(1))
            for file in [path, path + "-wal", path + "-shm"] { chmod(file, 0o644) }
            let other = try AuditLog(path: path)
            try expectPrivate(path)
            await other.close()
        }
    }

    private func expectPrivate(_ path: String) throws {
        for file in [path, path + "-wal", path + "-shm", WitnessFile.path(of: path)] {
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600, "\(file)")
        }
    }

    @Test("events of many writers get one number each, and those of one writer stay in order")
    func concurrent() async throws {
        try await withLog { log, _ in
            let numbers = try await withThrowingTaskGroup(of: [Int64].self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        var numbers: [Int64] = []
                        for number in 0..<25 {
                            numbers.append(try await log.record(.numbered(writer * 100 + number)).sequence)
                        }
                        return numbers
                    }
                }
                return try await group.reduce(into: [[Int64]]()) { $0.append($1) }
            }
            #expect(Set(numbers.joined()) == Set(1...200))
            #expect(numbers.allSatisfy { $0 == $0.sorted() })
            #expect(try await log.verify() == .intact(events: 200))
        }
    }

    @Test("an event that is only handed over comes before the next one recorded")
    func ordered() async throws {
        try await withLog { log, _ in
            for number in 1...700 { log.enqueue(.numbered(number)) }
            #expect(try await log.record(.numbered(701)).sequence == 701)
            let lines = try await log.lines(after: 0, limit: 1000)
            #expect(lines.map { Event.read($0.line)?.event.extra["number"]?.int } == Array(1...701))
        }
    }

    @Test("the chain goes on when the log is opened again")
    func reopened() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            for round in 1...3 {
                let log = try AuditLog(path: path)
                #expect(try await log.record(.numbered(round)).sequence == Int64(round * 2 - 1))
                log.enqueue(.numbered(round * 10))
                await log.close()
            }
            let reader = try AuditLog(path: path, access: .readOnly)
            #expect(try await reader.verify() == .intact(events: 6))
            await reader.close()
        }
    }

    @Test("two writers of one file make one chain")
    func twoWriters() async throws {
        try await withLog { log, path in
            let other = try AuditLog(path: path)
            for number in 1...10 {
                try await log.record(.numbered(number))
                try await other.record(.numbered(-number))
            }
            #expect(try await log.verify() == .intact(events: 20))
            await other.close()
        }
    }

    @Test("a closed log refuses, a log for reading as well")
    func refused() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            let log = try AuditLog(path: path)
            log.enqueue(.numbered(1))
            await log.close()
            let closed = await #expect(throws: AuditError.self) { try await log.record(.numbered(2)) }
            #expect(closed?.reason == .closed)
            let reader = try AuditLog(path: path, access: .readOnly)
            let readOnly = await #expect(throws: AuditError.self) { try await reader.record(.numbered(2)) }
            #expect(readOnly?.reason == .cannotWrite)
            #expect(try await reader.lines(after: 0, limit: 5).count == 1)
            await reader.close()
        }
    }

    @Test("an event beyond all measure is refused; had it only been handed over, the next one to act is told, once")
    func tooLarge() async throws {
        try await withLog { log, _ in
            let large = Event(
                .requestRefused,
                source: .console,
                outcome: .denied,
                correlationID: .fixed,
                extra: ["text": .array([.string(String(repeating: "x", count: 70_000))])]
            )
            let refused = await #expect(throws: AuditError.self) { try await log.record(large) }
            #expect(refused?.reason == .eventTooLarge)
            try await log.record(.numbered(1))
            log.enqueue(large)
            let told = await #expect(throws: AuditError.self) { try await log.record(.numbered(2)) }
            #expect(told?.reason == .eventTooLarge)
            #expect(try await log.record(.numbered(3)).sequence == 2)
        }
    }
}
