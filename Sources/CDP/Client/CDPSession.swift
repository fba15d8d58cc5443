// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// One flat session of a connection: the browser itself, or a target that it is attached to.
///
/// A name with verbs; making one costs nothing and asks nothing.
public struct CDPSession: Sendable {
    /// Its name; nil for the browser itself.
    public let id: CDPSessionID?
    let connection: CDPConnection

    /// Sends a command and waits for its answer.
    ///
    /// - Throws: ``CDPError`` that names the method; `CancellationError` when the task is cancelled.
    public func send<Command: CDPCommand>(_ command: Command, deadline: Deadline) async throws -> Command.Reply {
        try await enqueue(command, deadline: deadline).value
    }

    /// Puts a command on the wire now, after those enqueued before it by the same task, and does not wait: several can
    /// be under way, and cost one round trip together.
    ///
    /// - Returns: where its answer will be. It may be dropped; the answer is then ignored.
    /// - Throws: ``CDPError`` when it cannot be sent; then nothing of it was.
    @discardableResult
    public func enqueue<Command: CDPCommand>(
        _ command: Command,
        deadline: Deadline
    ) throws(CDPError) -> CDPPendingReply<Command.Reply> {
        let (id, call) = try connection.dispatch(command, session: self.id, deadline: deadline)
        return CDPPendingReply(connection: connection, call: call, id: id, method: Command.method)
    }

    /// Its events from now on: what the browser tells after this call returns is in the stream.
    ///
    /// - Parameter limit: how many events may wait to be read; one more ends the stream with `event_overflow`.
    /// - Returns: the stream, for one reader.
    public func events(limit: Int = 4096) -> CDPEventStream { connection.subscribe(to: id, limit: limit) }
}

extension CDPSession: Hashable {
    /// Two are the same when they name the same session of the same connection.
    public static func == (left: CDPSession, right: CDPSession) -> Bool {
        left.id == right.id && left.connection === right.connection
    }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
