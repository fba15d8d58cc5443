// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why a picture of a screen was not read, or an observation not kept.
public struct ScreenTextError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        case pictureUnreadable = "picture_unreadable"
        case pictureTooLarge = "picture_too_large"
        case languageMissing = "language_missing"
        case readerEnded = "reader_ended"
        case readerLate = "reader_late"
        case memoryUnavailable = "memory_unavailable"
        case rulesInvalid = "rules_invalid"
    }

    /// Which of them.
    public let reason: Code
    /// What happened, and what to do.
    public let message: String

    /// Describes one failure.
    public init(_ reason: Code, _ message: String) {
        self.reason = reason
        self.message = message
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// How it ends a command or a request.
    public var kind: ErrorKind {
        switch reason {
        case .pictureUnreadable, .pictureTooLarge, .rulesInvalid: .invalid
        case .languageMissing, .memoryUnavailable: .unavailable
        case .readerEnded: .failed
        case .readerLate: .timedOut
        }
    }

    /// The message and the code.
    public var description: String { "\(message) [\(code)]" }
}
