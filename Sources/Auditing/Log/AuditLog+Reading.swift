// SPDX-License-Identifier: Apache-2.0
internal import GRDB
public import Vocabulary

/// One line of the log as it is stored.
public struct StoredLine: Sendable, Hashable {
    /// Its number.
    public let sequence: Int64
    /// The canonical JSON.
    public let line: String

    /// A row that somebody else wrote may hold anything.
    init(_ row: Row) {
        sequence = row["seq"]
        line = String.fromDatabaseValue(row["line"]) ?? ""
    }
}

/// One line of the log as it is stored, and whether it is what was written.
public struct CheckedLine: Sendable, Hashable {
    /// Its number.
    public let sequence: Int64
    /// Its text, whatever that is.
    public let line: String
    /// What is wrong with it or just before it; nil when nothing is.
    public let finding: String?
}

/// Which lines are wanted.
public struct LineFilter: Sendable, Hashable {
    /// Only events of this name.
    public var event: String?
    /// Only events of this run.
    public var run: RunID?
    /// Asks for all, or for some.
    public init(event: String? = nil, run: RunID? = nil) {
        self.event = event
        self.run = run
    }
}

extension AuditLog {
    /// The most lines one question is answered with.
    public static let pageLimit = 1000

    /// Lines after a number, in order.
    ///
    /// - Parameters:
    ///   - sequence: the number before the first; a negative one asks for that many of the last lines.
    ///   - limit: at most so many, and never more than ``pageLimit``.
    ///   - filter: which of them.
    /// - Throws: ``AuditError`` with `audit_cannot_read`.
    public func lines(
        after sequence: Int64,
        limit: Int,
        filter: LineFilter = LineFilter()
    ) async throws -> [StoredLine] {
        let isTail = sequence < 0
        let most = isTail ? min(limit, Int(clamping: sequence.magnitude)) : limit
        var conditions = ["seq > ?"]
        var arguments: StatementArguments = [isTail ? 0 : sequence]
        if let event = filter.event {
            conditions.append("event = ?")
            arguments += [event]
        }
        if let run = filter.run {
            conditions.append("run = ?")
            arguments += [run.rawValue]
        }
        arguments += [max(0, min(most, AuditLog.pageLimit))]
        let sql = """
            SELECT seq, line FROM events WHERE \(conditions.joined(separator: " AND "))
            ORDER BY seq \(isTail ? "DESC" : "ASC") LIMIT ?
            """
        return try await reading { [arguments] database in
            let lines = try Row.fetchAll(database, sql: sql, arguments: arguments)
                .map(StoredLine.init)
            return isTail ? lines.reversed() : lines
        }
    }

    /// Lines after a number, in order, each checked by itself and against the one before it.
    ///
    /// - Parameters:
    ///   - sequence: the number before the first.
    ///   - limit: at most so many, and never more than ``pageLimit``.
    /// - Throws: ``AuditError`` with `audit_cannot_read`; a line that is not right is an answer.
    public func checkedLines(after sequence: Int64, limit: Int) async throws -> [CheckedLine] {
        // The line before the first is read as well, because the first must follow it.
        let from = max(0, sequence - 1)
        let most = max(0, min(limit, AuditLog.pageLimit)) + Int(max(0, sequence) - from)
        let lines = try await reading { database in
            try Row.fetchAll(
                database,
                sql: "SELECT seq, line FROM events WHERE seq > ? ORDER BY seq LIMIT ?",
                arguments: [from, most]
            )
            .map(StoredLine.init)
        }
        var verifier = ChainVerifier(after: from)
        return
            lines.map { stored in
                CheckedLine(
                    sequence: stored.sequence,
                    line: stored.line,
                    finding: verifier.check(sequence: stored.sequence, line: stored.line)?.finding(at: stored.sequence)
                )
            }
            .filter { $0.sequence > sequence }
    }

    /// Recomputes every hash, and all that is made of the events, in constant memory.
    ///
    /// - Throws: ``AuditError`` with `audit_cannot_read`; a log that is not what was written is an answer, not an error.
    public func verify() async throws -> AuditVerdict {
        let testimony = WitnessFile.testimony(of: path)
        return try await reading { database in
            let (broken, last) = try ChainWalk.firstBroken(in: database)
            if let broken { return broken }
            if case .saw(let witness) = testimony, let broken = try witness.contradiction(in: database) {
                return broken
            }
            let reason =
                try testimony.finding(in: database) ?? SchemaCheck.firstDifference(in: database)
                ?? ProjectionCheck.firstDifference(in: database)
            return reason.map { .altered(events: last, reason: $0) } ?? .intact(events: last)
        }
    }

    func reading<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await database.read(body)
        } catch let error as DatabaseError {
            throw AuditError.reading(path, error)
        }
    }
}
