// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What goes wrong between us and a browser's CDP endpoint.
///
/// `message` is for everybody; the browser's last lines are in `description` only, for who looks into a log.
public struct CDPError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        case endpointInvalid = "endpoint_invalid"
        case connectionFailed = "connection_failed"
        case connectionLost = "connection_lost"
        case targetCrashed = "target_crashed"
        case targetDetached = "target_detached"
        case callTimedOut = "call_timed_out"
        case protocolError = "protocol_error"
        case answerUnreadable = "answer_unreadable"
        case eventOverflow = "event_overflow"
        case mailboxFull = "mailbox_full"
        case messageTooLarge = "message_too_large"
    }

    /// Which of them.
    public let reason: Code
    /// What happened to which thing, and what to do.
    public let message: String
    /// The CDP method that it happened to: `Page.navigate`; nil when it was none.
    public let method: String?
    /// The number that the browser gave with its refusal, as in JSON-RPC.
    public let protocolCode: Int?
    /// The browser's own words for its refusal; may quote what it was sent.
    public let browserMessage: String?
    /// The browser's last lines of output.
    public let browserLog: [String]
    /// The error beneath, where there is one.
    public let cause: (any Error)?

    /// Describes one failure.
    public init(
        code: Code,
        message: String,
        method: String? = nil,
        protocolCode: Int? = nil,
        browserMessage: String? = nil,
        browserLog: [String] = [],
        cause: (any Error)? = nil
    ) {
        self.reason = code
        self.message = message
        self.method = method
        self.protocolCode = protocolCode
        self.browserMessage = browserMessage
        self.browserLog = browserLog
        self.cause = cause
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// How it ends a command or a request.
    public var kind: ErrorKind {
        switch reason {
        case .endpointInvalid: .usage
        case .connectionFailed, .connectionLost, .mailboxFull: .unavailable
        case .callTimedOut: .timedOut
        case .targetCrashed, .targetDetached, .protocolError, .answerUnreadable, .eventOverflow, .messageTooLarge:
            .failed
        }
    }

    /// Whether the deadline of a call passed.
    public var isTimeOut: Bool { reason == .callTimedOut }

    /// Whether the tab, or the whole browser, is no longer there.
    public var isTargetGone: Bool { reason == .targetDetached || reason == .connectionLost }

    /// Whether the browser refused a call because one document of the tab was just making room for the next.
    public var isBetweenDocuments: Bool { browserMessage == "Not attached to an active page" }

    /// The message, the code, and the browser's last lines when there are any.
    public var description: String {
        let summary = "\(message) [\(code)]"
        guard !browserLog.isEmpty else { return summary }
        return summary + "\nThe browser's last lines:\n" + browserLog.map { "  " + $0 }.joined(separator: "\n")
    }
}
