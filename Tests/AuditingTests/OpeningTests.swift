// SPDX-License-Identifier: Apache-2.0
import Auditing
import Foundation
import GRDB
import Testing
import Vocabulary

@Suite("Opening")
struct OpeningTests {
    @Test("a file that is no database is refused and left as it is")
    func noDatabase() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            let text = String(repeating: "This is a letter. ", count: 100)
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            let error = try #require(throws: AuditError.self) { try AuditLog(path: path) }
            #expect(error.reason == .notAnAuditLog)
            #expect(error.message == "\(path) is not an audit log: move it away, or use another --home.")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    @Test("another program's database is refused and left as it is")
    func othersDatabase() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            let queue = try DatabaseQueue(path: path)
            try await queue.write { try $0.execute(sql: "CREATE TABLE songs (title TEXT)") }
            try queue.close()
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let error = try #require(throws: AuditError.self) { try AuditLog(path: path) }
            #expect(error.reason == .notAnAuditLog)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test("a log of a newer version is refused")
    func newer() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try await TamperTests.fill(path, 3)
            try tamper(with: path, "INSERT INTO grdb_migrations VALUES ('99')")
            let error = try #require(throws: AuditError.self) { try AuditLog(path: path) }
            #expect(error.reason == .schemaTooNew)
        }
    }

    @Test("an empty file becomes a log")
    func empty() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            try Data().write(to: URL(fileURLWithPath: path))
            try await TamperTests.fill(path, 3)
            let log = try AuditLog(path: path, access: .readOnly)
            #expect(try await log.verify() == .intact(events: 3))
            await log.close()
        }
    }

    @Test("reading where there is no log says so, and makes none")
    func missing() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            let error = try #require(throws: AuditError.self) { try AuditLog(path: path, access: .readOnly) }
            #expect(error.reason == .notFound)
            #expect(error.kind == .notFound)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("a folder that is not there is named")
    func noFolder() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/nowhere/audit.sqlite"
            let error = try #require(throws: AuditError.self) { try AuditLog(path: path) }
            #expect(error.reason == .cannotRead)
            #expect(error.message.contains(path))
        }
    }

    @Test("every code is its own")
    func codes() { #expect(Set(AuditError.Code.allCases.map(\.rawValue)).count == AuditError.Code.allCases.count) }
}
