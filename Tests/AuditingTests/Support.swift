// SPDX-License-Identifier: Apache-2.0
import Auditing
import Foundation
import GRDB
import Vocabulary

/// Gives a folder of its own and removes it afterwards.
func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("audit-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}

/// Gives an open log in a folder of its own.
func withLog<Result>(_ body: (AuditLog, String) async throws -> Result) async throws -> Result {
    try await withTemporaryFolder { folder in
        let path = folder + "/audit.sqlite"
        let log = try AuditLog(path: path)
        do {
            let result = try await body(log, path)
            await log.close()
            return result
        } catch {
            await log.close()
            throw error
        }
    }
}

/// Changes the database as somebody would who took it apart: without the triggers.
func tamper(with path: String, _ statements: String...) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
        for trigger in ["events_stay", "events_remain", "events_follow"] {
            try database.execute(sql: "DROP TRIGGER IF EXISTS \(trigger)")
        }
        for statement in statements { try database.execute(sql: statement) }
    }
    try queue.close()
}

extension Event {
    /// An event of no meaning, with a number to tell it by.
    static func numbered(_ number: Int) -> Event {
        Event(
            .requestRefused,
            source: .console,
            outcome: .denied,
            transport: .http,
            correlationID: .fixed,
            extra: ["number": .int(Int64(number))]
        )
    }

    static func run(
        _ name: EventName,
        _ run: RunID,
        _ state: RunState,
        _ more: [String: JSONValue] = [:]
    ) -> Event {
        Event(
            name,
            source: .replayer,
            outcome: .started,
            correlationID: .fixed,
            extra: more.merging([
                "run": .string(run.rawValue), "skill": "order-coffee", "sha256": "9c1f",
                "state": .string(state.rawValue),
            ]) { own, _ in own }
        )
    }

    static func step(
        _ name: EventName,
        _ run: RunID,
        _ step: String,
        _ outcome: EventOutcome,
        _ more: [String: JSONValue] = [:]
    ) -> Event {
        Event(
            name,
            source: .replayer,
            outcome: outcome,
            correlationID: .fixed,
            extra: more.merging(["run": .string(run.rawValue), "step": .string(step), "action": "click pay"]) {
                own,
                _ in own
            }
        )
    }

    static func skill(_ name: EventName, _ slug: String, _ digest: String?) -> Event {
        var extra: [String: JSONValue] = ["slug": .string(slug), "principal": "operator"]
        if let digest { extra["sha256"] = .string(digest) }
        return Event(
            name,
            source: .registry,
            outcome: name == .skillRejected ? .denied : .succeeded,
            correlationID: .fixed,
            extra: extra
        )
    }

    static func approval(_ name: EventName, _ id: String, _ more: [String: JSONValue] = [:]) -> Event {
        Event(
            name,
            source: .gate,
            outcome: .pending,
            correlationID: .fixed,
            extra: more.merging(["approval": .string(id), "kind": "consent", "run": "run_1", "step": "a4"]) {
                own,
                _ in own
            }
        )
    }
}

extension CorrelationID {
    static let fixed = CorrelationID(rawValue: "cor_0000000000000001")
}
