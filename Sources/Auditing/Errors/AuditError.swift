// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why the audit log could not be opened, written or read.
public struct AuditError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        case notADatabase = "audit_not_a_database"
        case schemaTooNew = "audit_schema_too_new"
        case cannotWrite = "audit_cannot_write"
        case cannotRead = "audit_cannot_read"
        case queueFull = "audit_queue_full"
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
        case .notADatabase, .schemaTooNew: .usage
        case .queueFull, .closed: .unavailable
        case .cannotWrite, .cannotRead: .failed
        }
    }
}
