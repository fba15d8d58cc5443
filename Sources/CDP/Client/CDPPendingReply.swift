// SPDX-License-Identifier: Apache-2.0

/// A command that is on its way, and its answer to come.
public struct CDPPendingReply<Reply: Decodable & Sendable>: Sendable {
    let connection: CDPConnection
    let call: PendingCall
    let id: Int
    let method: String

    /// The answer, as soon as it is there.
    ///
    /// Cancelling the awaiting task gives the call up: its answer, should it still come, is ignored.
    ///
    /// - Throws: ``CDPError`` that names the method and says why there is no answer; `CancellationError`.
    public var value: Reply {
        get async throws {
            let content = try await withTaskCancellationHandler {
                try await call.content()
            } onCancel: {
                connection.abandon(id)
            }
            return try content.decode(Reply.self, of: method)
        }
    }

    /// Says that nobody will wait for the answer.
    public func discard() { connection.abandon(id) }
}
