// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why an action was not allowed, or something of the oversight could not be done.
public struct OversightError: ExplainedError {
    /// The stable codes of this module, beside the gate's own ``ReasonCode``.
    public enum Code: Sendable, Hashable {
        /// The gate said no.
        case denied(ReasonCode)
        /// There is no such request.
        case approvalUnknown
        /// The request was decided, or has expired.
        case approvalOver
        /// There is no such secret.
        case secretUnknown
        /// The secret is bound to another origin.
        case secretBoundElsewhere
        /// The name is not one that a skill could use.
        case secretNameInvalid
        /// A file of the home cannot be read or written.
        case fileUnusable
        /// The grants file is not of its form.
        case grantsInvalid
        /// Too many questions wait already.
        case tooManyApprovals
    }

    /// Which of them.
    public let reason: Code
    /// What happened to which thing, and what to do.
    public let message: String

    /// Describes one failure.
    public init(_ code: Code, _ message: String) {
        self.reason = code
        self.message = message
    }

    /// The stable name; of a refusal the gate's reason.
    public var code: String {
        switch reason {
        case .denied(let reason): reason.rawValue
        case .approvalUnknown: "approval_unknown"
        case .approvalOver: "approval_over"
        case .secretUnknown: "secret_unknown"
        case .secretBoundElsewhere: "secret_bound_elsewhere"
        case .secretNameInvalid: "secret_name_invalid"
        case .fileUnusable: "file_unusable"
        case .grantsInvalid: "grants_invalid"
        case .tooManyApprovals: "too_many_approvals"
        }
    }

    /// How it ends a command or a request.
    public var kind: ErrorKind {
        switch reason {
        case .denied, .secretBoundElsewhere: .refused
        case .approvalUnknown, .secretUnknown: .notFound
        case .approvalOver, .tooManyApprovals: .conflict
        case .secretNameInvalid, .grantsInvalid: .usage
        case .fileUnusable: .failed
        }
    }
}
