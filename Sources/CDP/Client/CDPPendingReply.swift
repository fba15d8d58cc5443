// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// The answer to a command that is on its way.
///
/// Several can be under way at once, so that a whole click costs one round trip.
public struct CDPPendingReply<Reply: Decodable & Sendable>: Sendable {
    let box: ReplyBox
    let method: String
    let forget: @Sendable () -> Void

    /// Waits for the answer.
    ///
    /// - Throws: ``CDPError``: the browser's refusal, a passed deadline, a target or a browser that has gone.
    public var value: Reply {
        get async throws {
            let bytes = try await withTaskCancellationHandler {
                try await box.wait()
            } onCancel: {
                forget()
                box.fulfil(.failure(CancellationError()))
            }
            return try CDPCoding.decode(Reply.self, from: bytes, method: method)
        }
    }

    /// Says that nobody will wait for the answer.
    public func discard() { forget() }
}

/// A place for one answer, filled once by the socket's thread or by whoever finds that it will not come.
final class ReplyBox: Sendable {
    private enum State {
        case empty
        case waiting(CheckedContinuation<[UInt8], any Error>)
        case filled(Result<[UInt8], any Error>)
        case taken
    }

    private let state = Mutex(State.empty)

    func fulfil(_ result: Result<[UInt8], any Error>) {
        let waiter = state.withLock { state -> CheckedContinuation<[UInt8], any Error>? in
            switch state {
            case .empty:
                state = .filled(result)
                return nil
            case .waiting(let continuation):
                state = .taken
                return continuation
            case .filled, .taken: return nil
            }
        }
        waiter?.resume(with: result)
    }

    func wait() async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            let known = state.withLock { state -> Result<[UInt8], any Error>? in
                switch state {
                case .empty:
                    state = .waiting(continuation)
                    return nil
                case .filled(let result):
                    state = .taken
                    return result
                case .waiting, .taken: preconditionFailure("The answer to one command is awaited once.")
                }
            }
            if let known { continuation.resume(with: known) }
        }
    }
}
