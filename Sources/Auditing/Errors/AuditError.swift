// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why the audit log could not be opened, written or read.
public struct AuditError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        /// There is no log at that place.
        case notFound = "audit_not_found"
        /// The file is no database, or another program's.
        case notAnAuditLog = "audit_not_a_log"
        /// A newer version of the program wrote it.
        case schemaTooNew = "audit_schema_too_new"
        /// The last events are not what was written.
        case chainBroken = "audit_chain_broken"
        /// The disk is full.
        case diskFull = "disk_full"
        /// The file cannot be written.
        case cannotWrite = "audit_cannot_write"
        /// The file cannot be read.
        case cannotRead = "audit_cannot_read"
        /// More events wait than the disk takes, and some were lost.
        case queueFull = "audit_queue_full"
        /// One event is larger than any may be.
        case eventTooLarge = "audit_event_too_large"
        /// The log was closed already.
        case closed = "audit_closed"
    }

    /// Which of them.
    public let reason: Code
    /// What happened to which file, and what to do.
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
        case .notFound: .notFound
        case .notAnAuditLog, .schemaTooNew: .usage
        case .queueFull, .closed: .unavailable
        case .chainBroken, .diskFull, .cannotWrite, .cannotRead, .eventTooLarge: .failed
        }
    }
}
