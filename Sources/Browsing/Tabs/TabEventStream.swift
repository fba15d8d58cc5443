// SPDX-License-Identifier: Apache-2.0

/// The events of one tab from the moment of asking, for one reader.
///
/// Bounded: a reader that falls 2,048 events behind gets an error and must look at the tab anew; nothing is dropped in
/// silence, and no reader slows another down.
public struct TabEventStream: AsyncSequence, Sendable {
    /// One event.
    public typealias Element = TabEvent
    /// Why it ended early.
    public typealias Failure = any Error

    static let limit = 2048
    let stream: AsyncThrowingStream<TabEvent, any Error>
    let continuation: AsyncThrowingStream<TabEvent, any Error>.Continuation

    /// Lets nothing more in; what is in already can still be read.
    public func finish() { continuation.finish() }

    /// Starts reading.
    public func makeAsyncIterator() -> AsyncThrowingStream<TabEvent, any Error>.Iterator {
        stream.makeAsyncIterator()
    }
}

/// The readers of one tab's events; owned by the tab, under its lock.
struct TabEventFanOut {
    private var readers: [Int: AsyncThrowingStream<TabEvent, any Error>.Continuation] = [:]
    private var next = 0

    mutating func add(_ reader: AsyncThrowingStream<TabEvent, any Error>.Continuation) -> Int {
        next += 1
        readers[next] = reader
        return next
    }

    mutating func remove(_ number: Int) { readers[number] = nil }

    /// Who an event is for, to be told once the tab has let go of its lock.
    ///
    /// A stream that is told or ended takes its reader's own lock, and a reader that is cancelled comes back for the
    /// tab's: under the tab's lock both would wait for ever.
    var current: [(number: Int, reader: AsyncThrowingStream<TabEvent, any Error>.Continuation)] {
        readers.map { (number: $0.key, reader: $0.value) }
    }

    /// Takes all readers out, to be ended by the tab.
    mutating func removeAll() -> [AsyncThrowingStream<TabEvent, any Error>.Continuation] {
        defer { readers = [:] }
        return Array(readers.values)
    }

    static var overflow: BrowsingError {
        BrowsingError(
            code: .browserUnavailable,
            message: "A reader of a tab's events fell \(TabEventStream.limit) behind: look at the tab anew."
        )
    }
}
