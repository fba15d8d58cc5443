// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Auditing

@Suite("The witness of a log's end")
struct WitnessTests {
    @Test("a log that was cut off is found out, and is not written on", arguments: [1, 5, 9])
    func cutOff(_ left: Int64) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try await TamperTests.fill(path, 10)
            try tamper(with: path, "DELETE FROM events WHERE seq > \(left)")
            try await expectBroken(path, at: left + 1, "the log was cut off: this event is missing")
            let error = try #require(throws: AuditError.self) { try AuditLog(path: path) }
            #expect(error.reason == .chainBroken)
            #expect(error.message.contains("event \(left + 1)"))
            #expect(error.message.contains("audit.head"))
        }
    }

    @Test("a log of which nothing is left, or that was removed, is found out")
    func nothingLeft() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try await TamperTests.fill(path, 10)
            try tamper(with: path, "DELETE FROM events")
            try await expectBroken(path, at: 1, "the log was cut off: this event is missing, and all after it up to 10")
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            #expect(throws: AuditError.self) { try AuditLog(path: path) }
        }
    }

    @Test("a log whose chain was computed anew is found out at the last event that was seen")
    func writtenAnew() async throws {
        try await withTemporaryFolder { folder in
            let (path, other) = (folder + "/audit.sqlite", folder + "/other.sqlite")
            try await TamperTests.fill(path, 10)
            try await TamperTests.fill(other, 12)
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            try FileManager.default.moveItem(atPath: other, toPath: path)
            try await expectBroken(path, at: 10, "the log was written anew: this is not the event that was here")
        }
    }

    @Test("a process that is killed leaves a witness of the last event, and the log goes on from there")
    func killed() async throws {
        try await withTemporaryFolder { folder in
            let (path, copy) = (folder + "/audit.sqlite", folder + "/copy.sqlite")
            let log = try AuditLog(path: path)
            for number in 1...30 { try await log.record(.numbered(number)) }
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            }
            try FileManager.default.copyItem(atPath: folder + "/audit.head", toPath: folder + "/copy.head")
            guard case .saw(let witness) = WitnessFile.testimony(of: copy) else {
                Issue.record("there is no witness")
                return
            }
            #expect(witness.sequence == 30)
            let again = try AuditLog(path: copy)
            #expect(try await again.verify() == .intact(events: 30))
            #expect(try await again.record(.numbered(31)).sequence == 31)
            await again.close()
            await log.close()
        }
    }

    @Test("a witness that lags behind, as after the power went, says nothing against a log")
    func behind() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try await TamperTests.fill(path, 4)
            let earlier = try Data(contentsOf: URL(fileURLWithPath: folder + "/audit.head"))
            try await TamperTests.fill(path, 5)
            try earlier.write(to: URL(fileURLWithPath: folder + "/audit.head"))
            let reader = try AuditLog(path: path, access: .readOnly)
            #expect(try await reader.verify() == .intact(events: 9))
            await reader.close()
            let log = try AuditLog(path: path)
            #expect(try await log.verify() == .intact(events: 9))
            await log.close()
        }
    }

    @Test("a witness that is gone or holds something else is told")
    func gone() async throws {
        try await withLog { log, path in
            try await log.record(.numbered(1))
            let witness = WitnessFile.path(of: path)
            try Data("{}".utf8).write(to: URL(fileURLWithPath: witness))
            #expect(
                try await log.verify()
                    == .altered(
                        events: 1,
                        reason: "its witness 'audit.head' cannot be read, so events may be missing at its end"
                    )
            )
            try FileManager.default.removeItem(atPath: witness)
            #expect(
                try await log.verify()
                    == .altered(
                        events: 1,
                        reason: "its witness 'audit.head' is missing, so events may be missing at its end"
                    )
            )
        }
    }

    @Test("a log is never behind its witness, also while others write")
    func neverAhead() async throws {
        try await withLog { log, path in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for number in 1...300 { try await log.record(.numbered(number)) } }
                group.addTask {
                    let reader = try AuditLog(path: path, access: .readOnly)
                    for _ in 1...12 {
                        guard case .intact = try await reader.verify() else {
                            Issue.record("an intact log was called \(try await reader.verify())")
                            break
                        }
                    }
                    await reader.close()
                }
                try await group.waitForAll()
            }
        }
    }

    private func expectBroken(_ path: String, at event: Int64, _ reason: String) async throws {
        let log = try AuditLog(path: path, access: .readOnly)
        guard case .broken(let sequence, let words) = try await log.verify() else {
            Issue.record("nothing was found")
            return
        }
        #expect(sequence == event)
        #expect(words.hasPrefix(reason))
        await log.close()
    }
}
