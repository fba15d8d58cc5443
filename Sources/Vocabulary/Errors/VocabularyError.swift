// SPDX-License-Identifier: Apache-2.0

/// What goes wrong with the shared words themselves.
public struct VocabularyError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        case invalidSlug = "invalid_slug"
        case invalidJSON = "invalid_json"
        case deadlineExceeded = "deadline_exceeded"
        case unknownKey = "unknown_key"
    }

    /// Which of them.
    public let reason: Code
    /// What happened to which thing, and what to do.
    public let message: String

    /// Describes one failure.
    public init(code: Code, message: String) {
        self.reason = code
        self.message = message
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// A wrong slug is the caller's; a passed deadline is its own kind.
    public var kind: ErrorKind {
        switch reason {
        case .invalidSlug, .invalidJSON, .unknownKey: .usage
        case .deadlineExceeded: .timedOut
        }
    }
}
