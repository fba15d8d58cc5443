// SPDX-License-Identifier: Apache-2.0

/// A session's events from the moment of subscribing on, for one reader.
///
/// It ends when the session or the connection does; calls on them tell why. Bounded: a reader that falls too far behind
/// gets what was kept, then ``CDPError`` with `event_overflow`, and must look at the page anew. Nothing is dropped in
/// silence, and neither answers nor other readers ever wait for a slow one.
public struct CDPEventStream: AsyncSequence, Sendable {
    /// One event.
    public typealias Element = CDPEvent
    /// Why it ended early.
    public typealias Failure = any Error

    let subscription: EventSubscription

    /// Reads the stream.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let subscription: EventSubscription

        /// The next event; nil at the end, or when the task is cancelled.
        ///
        /// - Throws: ``CDPError`` with `event_overflow`.
        public mutating func next() async throws -> CDPEvent? { try await subscription.queue.next() }
    }

    /// Starts reading.
    ///
    /// - Important: a stream has one reader.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(subscription: subscription) }
}

/// Keeps a queue subscribed for as long as somebody may read it.
final class EventSubscription: Sendable {
    let queue: EventQueue
    private let cancel: @Sendable () -> Void

    init(queue: EventQueue, cancel: @escaping @Sendable () -> Void) {
        self.queue = queue
        self.cancel = cancel
    }

    deinit { cancel() }
}
