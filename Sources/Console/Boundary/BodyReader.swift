// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Vocabulary

/// Takes a request's body, bounded in bytes and in time.
struct BodyReader: Sendable {
    /// The most bytes that are taken.
    let limit: Int
    /// How long all of it may take.
    let patience: Duration

    /// The whole body.
    ///
    /// - Throws: ``ConsoleError`` with `body_too_large` or `body_too_slow`.
    func read(_ request: Request) async throws -> [UInt8] {
        if let declared = request.headers[.contentLength].flatMap({ Int($0) }), declared > limit { throw tooLarge }
        do {
            return try await withDeadline(.after(patience), waitingFor: "the request's body") {
                var bytes: [UInt8] = []
                for try await chunk in request.body {
                    bytes.append(contentsOf: chunk.readableBytesView)
                    guard bytes.count <= limit else { throw tooLarge }
                }
                return bytes
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            throw ConsoleError(.bodyTooSlow, "The request's body did not arrive within \(patience): send it again.")
        }
    }

    private var tooLarge: ConsoleError {
        ConsoleError(.bodyTooLarge, "The request's body is larger than \(limit) bytes: send less.")
    }
}
