// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why a recording could not be made, read or compiled.
public struct TeachingError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        case recordingUnreadable = "recording_unreadable"
        case recordingUnwritable = "recording_unwritable"
        case nothingShown = "nothing_shown"
        case tabLost = "teaching_tab_lost"
    }

    /// Which of them.
    public let reason: Code
    /// What happened to which recording, and what to do.
    public let message: String
    /// The error beneath.
    public let cause: (any Error)?

    init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.reason = code
        self.message = message
        self.cause = cause
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// How it ends a command or a request.
    public var kind: ErrorKind {
        switch reason {
        case .recordingUnreadable, .nothingShown: .invalid
        case .recordingUnwritable, .tabLost: .failed
        }
    }
}
