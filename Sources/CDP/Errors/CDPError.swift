// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why a call to the browser, or the connection to it, failed.
public struct CDPError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
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
        case endpointInvalid = "endpoint_invalid"
    }

    /// Which of them.
    public let reason: Code
    /// What happened to which call, and what to do.
    public let message: String
    /// The method that was called, where it was a call.
    public let method: String?
    /// The browser's own number for a call it refused.
    public let protocolCode: Int?
    /// The browser's last lines of output.
    public let browserLog: [String]

    init(
        _ code: Code,
        _ message: String,
        method: String? = nil,
        protocolCode: Int? = nil,
        browserLog: [String] = []
    ) {
        self.reason = code
        self.message = message
        self.method = method
        self.protocolCode = protocolCode
        self.browserLog = browserLog
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// How it ends a command or a request.
    public var kind: ErrorKind {
        switch reason {
        case .endpointInvalid: .usage
        case .callTimedOut: .timedOut
        case .connectionFailed, .connectionLost: .unavailable
        case .targetCrashed, .targetDetached, .protocolError, .answerUnreadable, .eventOverflow, .mailboxFull,
            .messageTooLarge:
            .failed
        }
    }

    /// Whether the call's deadline passed.
    public var isTimeOut: Bool { reason == .callTimedOut }

    /// Whether the tab, or the whole browser, is no longer there.
    public var isTargetGone: Bool { reason == .targetDetached || reason == .connectionLost }

    /// The message, the code, and the browser's last lines when there are any.
    public var description: String {
        let summary = "\(message) [\(code)]"
        guard !browserLog.isEmpty else { return summary }
        return summary + "\nThe browser's last lines:\n" + browserLog.map { "  " + $0 }.joined(separator: "\n")
    }
}
