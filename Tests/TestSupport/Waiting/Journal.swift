// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What happened, in order, in memory; tests read it and wait for entries.
///
/// Past its bound the oldest entries are dropped.
public final class Journal<Entry: Sendable>: Sendable {
    private let contents = Watched<[Entry]>([])
    private let limit: Int

    /// An empty journal.
    ///
    /// - Parameter limit: the most entries that are kept.
    public init(limit: Int = 10_000) { self.limit = limit }

    /// The entries so far.
    public var entries: [Entry] { contents.current }

    /// Adds an entry.
    public func append(_ entry: Entry) {
        contents.update { [limit] entries in
            if entries.count >= limit { entries.removeFirst() }
            entries.append(entry)
        }
    }

    /// Forgets all entries.
    public func clear() { contents.update { $0.removeAll() } }

    /// The first entry that matches; waits until there is one.
    ///
    /// - Parameters:
    ///   - what: names the entry, for the error.
    ///   - deadline: when to give up.
    ///   - matches: tells the entry that is waited for.
    /// - Returns: the oldest such entry.
    /// - Throws: ``VocabularyError`` with `deadline_exceeded`, or `CancellationError`.
    public func first(
        _ what: String,
        deadline: Deadline = .after(.seconds(20)),
        where matches: @escaping @Sendable (Entry) -> Bool
    ) async throws -> Entry {
        try await contents.wait(for: what, deadline: deadline) { $0.first(where: matches) }
    }

    /// All entries that match; waits until there are so many.
    ///
    /// - Throws: ``VocabularyError`` with `deadline_exceeded`, or `CancellationError`.
    public func entries(
        atLeast count: Int,
        of what: String,
        deadline: Deadline = .after(.seconds(20)),
        where matches: @escaping @Sendable (Entry) -> Bool
    ) async throws -> [Entry] {
        try await contents.wait(for: "\(count) of \(what)", deadline: deadline) { entries in
            let found = entries.filter(matches)
            return found.count >= count ? found : nil
        }
    }
}
