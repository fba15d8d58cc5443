// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why an action was not allowed, or something of the oversight could not be done.
public struct OversightError: ExplainedError {
    /// The stable codes of this module, beside the gate's own ``ReasonCode``.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// The gate said no.
        case denied(ReasonCode)
        /// There is no such request.
        case approvalUnknown
        /// The request was decided, or has expired.
        case approvalOver
        /// Too many questions wait already.
        case tooManyApprovals
        /// There is no such secret.
        case secretUnknown
        /// The name or the value is not one that a skill could use.
        case secretInvalid
        /// There is no such grant.
        case grantUnknown
        /// The path can be no grant.
        case pathUnusable
        /// The grants file is not of its form.
        case grantsInvalid
        /// A file of the home cannot be read or written.
        case fileUnusable
        /// The run is not under way, so nobody can drive it.
        case runNotDriven
        /// Somebody drives the run's tabs.
        case leaseHeld
        /// The lease is not the one that counts now.
        case leaseLost
        /// The run does not stand still.
        case runNotPaused
        /// No step was cut short, so there is none to repeat.
        case nothingInterrupted
        /// What the run or a person is doing at this moment does not end in time.
        case controlBusy
        /// A step was cut short for a person who did not say how the run goes on.
        case handbackNeeded

        /// All of them, with each of the gate's reasons.
        public static let allCases: [Code] =
            ReasonCode.allCases.map { .denied($0) } + [
                .approvalUnknown, .approvalOver, .tooManyApprovals, .secretUnknown, .secretInvalid, .grantUnknown,
                .pathUnusable, .grantsInvalid, .fileUnusable, .runNotDriven, .leaseHeld, .leaseLost, .runNotPaused,
                .nothingInterrupted, .controlBusy, .handbackNeeded,
            ]

        /// The stable name; of a refusal the gate's reason.
        public var name: String {
            switch self {
            case .denied(let reason): reason.rawValue
            case .approvalUnknown: "approval_unknown"
            case .approvalOver: "approval_over"
            case .tooManyApprovals: "too_many_approvals"
            case .secretUnknown: "secret_unknown"
            case .secretInvalid: "secret_invalid"
            case .grantUnknown: "grant_unknown"
            case .pathUnusable: "path_unusable"
            case .grantsInvalid: "grants_invalid"
            case .fileUnusable: "file_unusable"
            case .runNotDriven: "run_not_driven"
            case .leaseHeld: "lease_held"
            case .leaseLost: "lease_lost"
            case .runNotPaused: "run_not_paused"
            case .nothingInterrupted: "nothing_interrupted"
            case .controlBusy: "control_busy"
            case .handbackNeeded: "handback_needed"
            }
        }
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
    public var code: String { reason.name }

    /// How it ends a command or a request.
    public var kind: ErrorKind {
        switch reason {
        case .denied(.auditUnavailable): .unavailable
        case .denied(.tabDriven): .conflict
        case .denied: .refused
        case .approvalUnknown, .secretUnknown, .grantUnknown: .notFound
        case .approvalOver, .tooManyApprovals, .runNotDriven, .leaseHeld, .leaseLost, .runNotPaused,
            .nothingInterrupted, .controlBusy, .handbackNeeded:
            .conflict
        case .secretInvalid, .pathUnusable, .grantsInvalid: .usage
        case .fileUnusable: .failed
        }
    }
}
