// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// The name of one flat session.
public struct CDPSessionID: Identifier {
    /// The bare name.
    public let rawValue: String
    /// Wraps a name that already exists.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One conversation on a connection: with the browser itself, or with one of its targets.
public struct CDPSession: Sendable {
    let connection: CDPConnection
    /// Its name; nil for the browser itself.
    public let id: CDPSessionID?

    /// Sends a command and waits for its answer.
    ///
    /// - Throws: ``CDPError``; it names the method.
    public func send<Command: CDPCommand>(_ command: Command, deadline: Deadline) async throws -> Command.Reply {
        try await enqueue(command, deadline: deadline).value
    }

    /// Puts a command on the wire now, behind those before it, and answers at once with the reply to come.
    ///
    /// - Throws: ``CDPError`` when it could not be put on its way.
    public func enqueue<Command: CDPCommand>(
        _ command: Command,
        deadline: Deadline
    ) throws(CDPError) -> CDPPendingReply<Command.Reply> {
        try connection.enqueue(command, session: id, deadline: deadline)
    }

    /// The session's events from this moment on.
    ///
    /// - Parameter limit: how far a reader may fall behind before its stream ends with `event_overflow`.
    public func events(limit: Int = 4096) -> CDPEventStream { connection.events(session: id, limit: limit) }
}

/// The events of one session, for one reader.
public struct CDPEventStream: AsyncSequence, Sendable {
    /// One event.
    public typealias Element = CDPEvent
    /// Why it ended early; a session that ends with its target ends without an error.
    public typealias Failure = any Error

    let stream: AsyncThrowingStream<CDPEvent, any Error>

    /// Starts reading.
    public func makeAsyncIterator() -> AsyncThrowingStream<CDPEvent, any Error>.Iterator {
        stream.makeAsyncIterator()
    }
}
