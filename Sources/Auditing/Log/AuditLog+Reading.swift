// SPDX-License-Identifier: Apache-2.0
internal import GRDB
public import Vocabulary

/// One line of the log as it is stored.
public struct StoredLine: Sendable, Hashable {
    /// Its number.
    public let sequence: Int64
    /// The canonical JSON.
    public let line: String
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
    public func lines(
        after sequence: Int64,
        limit: Int,
        filter: LineFilter = LineFilter()
    ) async throws -> [StoredLine] {
        let bound = max(0, min(limit, AuditLog.pageLimit))
        return try await reading { database in
            let order = sequence < 0 ? "DESC" : "ASC"
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT seq, line FROM events WHERE seq > ? AND (?2 IS NULL OR event = ?2) AND (?3 IS NULL OR run = ?3)
                    ORDER BY seq \(order) LIMIT ?
                    """,
                arguments: [
                    max(0, sequence), filter.event, filter.run?.rawValue,
                    sequence < 0 ? min(bound, Int(-sequence)) : bound,
                ]
            )
            let lines = rows.map { StoredLine(sequence: $0["seq"], line: $0["line"]) }
            return sequence < 0 ? lines.reversed() : lines
        }
    }

    /// Lines after a number, and then each new one as it is written, until the task is cancelled or the log closed.
    ///
    /// Read from the store page by page: a slow reader misses nothing and holds nothing up.
    public func follow(after sequence: Int64) -> AsyncThrowingStream<StoredLine, any Error> {
        let position = Position(sequence)
        return AsyncThrowingStream { [self] in try await next(position) }
    }

    /// Recomputes every hash.
    public func verify() async throws -> AuditVerdict {
        try await reading { database in
            var verifier = ChainVerifier()
            let rows = try Row.fetchCursor(database, sql: "SELECT seq, line, hash FROM events ORDER BY seq")
            while let row = try rows.next() {
                if let broken = verifier.check(sequence: row["seq"], line: row["line"], storedHash: row["hash"]) {
                    return broken
                }
            }
            return .intact(events: verifier.count)
        }
    }

    func reading<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await database.read(body)
        } catch let error as DatabaseError {
            throw AuditError(
                .cannotRead,
                "The audit log \(path) could not be read: \(AuditLog.reason(error)).",
                cause: error
            )
        }
    }

    /// Where one reader is; only that reader's iterator touches it, one call after another.
    private actor Position {
        private var sequence: Int64
        private var page: ArraySlice<StoredLine> = []

        init(_ sequence: Int64) { self.sequence = sequence }

        var last: Int64 { sequence }

        func take() -> StoredLine? {
            guard let line = page.popFirst() else { return nil }
            sequence = line.sequence
            return line
        }

        func fill(_ lines: [StoredLine]) { page = lines[...] }
    }

    private func next(_ position: Position) async throws -> StoredLine? {
        while !Task.isCancelled {
            if let line = await position.take() { return line }
            let generation = commits.generation
            let isFinished = commits.isFinished
            await position.fill(isFinished ? [] : try await lines(after: await position.last, limit: 200))
            if let line = await position.take() { return line }
            if isFinished { return nil }
            await commits.wait(after: generation)
        }
        return nil
    }
}
