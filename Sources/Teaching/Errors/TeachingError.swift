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
        case stepUnknown = "taught_step_unknown"
        /// The step of this number is another one than the caller saw.
        case stepMoved = "taught_step_moved"
        case stepFixed = "taught_step_fixed"
        case nameInvalid = "taught_name_invalid"
        case valueMissing = "taught_value_missing"
        case alreadySo = "teaching_already_so"
        case pickCancelled = "pick_cancelled"
        case nothingPicked = "nothing_picked"
        case notPickable = "not_pickable"
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
        case .recordingUnreadable, .nothingShown, .stepFixed, .nameInvalid, .valueMissing, .notPickable: .invalid
        case .recordingUnwritable, .tabLost: .failed
        case .stepUnknown: .notFound
        case .alreadySo, .pickCancelled, .stepMoved: .conflict
        case .nothingPicked: .timedOut
        }
    }
}
