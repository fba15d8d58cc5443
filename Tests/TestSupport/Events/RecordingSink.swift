// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// An event sink that keeps the events in memory, for tests of the parts that write them.
public final class RecordingSink: EventSink {
    private let journal = Journal<Event>()
    private let beforeRecording: @Sendable (Event) async throws -> Void

    /// A sink without events.
    ///
    /// - Parameter beforeRecording: runs before ``record(_:)`` keeps an event. It may throw, as a full disk would, or
    ///   wait at a ``Gate``, as a slow one would; a test then shows that no effect came before its intent.
    public init(beforeRecording: @escaping @Sendable (Event) async throws -> Void = { _ in }) {
        self.beforeRecording = beforeRecording
    }

    /// The events so far, oldest first.
    public var events: [Event] { journal.entries }

    /// The names of the events so far, oldest first.
    public var names: [EventName] { events.map(\.name) }

    /// The events of a name so far.
    public func events(named name: EventName) -> [Event] { events.filter { $0.name == name } }

    /// Forgets the events so far.
    public func clear() { journal.clear() }

    /// Keeps an event.
    ///
    /// - Throws: what `beforeRecording` throws; the event is not kept then.
    @discardableResult
    public func record(_ event: Event) async throws -> EventReceipt {
        try await beforeRecording(event)
        journal.append(event)
        return EventReceipt(sequence: Int64(journal.entries.count), time: .now())
    }

    /// Keeps an event.
    public func enqueue(_ event: Event) { journal.append(event) }

    /// The first event of a name that matches; waits until there is one.
    ///
    /// - Throws: ``VocabularyError`` with `deadline_exceeded`, or `CancellationError`.
    public func event(
        named name: EventName,
        deadline: Deadline = .after(.seconds(20)),
        where matches: @escaping @Sendable (Event) -> Bool = { _ in true }
    ) async throws -> Event {
        try await journal.first("the event \(name.rawValue)", deadline: deadline) { $0.name == name && matches($0) }
    }
}
