// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why a request could not be sent, or its answer not be taken.
public struct EgressError: ExplainedError, Hashable {
    /// The stable codes of this module.
    public enum Reason: String, Sendable, CaseIterable {
        case hostNotAllowed = "host_not_allowed"
        case addressNotAllowed = "address_not_allowed"
        case requestInvalid = "request_invalid"
        case certificateUntrusted = "certificate_untrusted"
        case connectionFailed = "connection_failed"
        case connectionLost = "connection_lost"
        case timedOut = "egress_timed_out"
        case answerTooLarge = "answer_too_large"
        case answerInvalid = "answer_invalid"
        case tooManyTransfers = "too_many_transfers"
        case transferFailed = "transfer_failed"
    }

    /// Which of them.
    public let reason: Reason
    /// What happened to which thing, and what to do.
    public let message: String

    /// Describes one failure.
    public init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// How it ends a command.
    public var kind: ErrorKind {
        switch reason {
        case .hostNotAllowed, .addressNotAllowed, .certificateUntrusted: .refused
        case .requestInvalid: .usage
        case .connectionFailed, .tooManyTransfers: .unavailable
        case .timedOut: .timedOut
        case .connectionLost, .answerTooLarge, .answerInvalid, .transferFailed: .failed
        }
    }
}
