// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why a replay, or one of its steps, did not do what it should.
public struct ReplayError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        case inputMissing = "input_missing"
        case inputUnknown = "input_unknown"
        case inputInvalid = "input_invalid"
        case targetNotFound = "target_not_found"
        case targetNotProved = "target_not_proved"
        case targetAmbiguous = "target_ambiguous"
        case targetNotReady = "target_not_ready"
        case becameIrreversible = "became_irreversible"
        case inputWentElsewhere = "input_went_elsewhere"
        case inputNotTaken = "input_not_taken"
        case optionMissing = "option_missing"
        case expectationFailed = "expectation_failed"
        case waitedInVain = "waited_in_vain"
        case consequenceMissing = "consequence_missing"
        case unexpectedDialog = "unexpected_dialog"
        case outsideSites = "outside_sites"
        case outputMissing = "output_missing"
        case consentRefused = "consent_refused"
        case scriptAnswerInvalid = "script_answer_invalid"
        case pictureChanged = "picture_changed"
        case unexpectedDownload = "unexpected_download"
        case fileChanged = "file_changed"
        case fileUnreadable = "file_unreadable"
        case fileTooLarge = "file_too_large"
        case signInRefused = "sign_in_refused"
        case stoppedByPerson = "stopped_by_person"
        case pausedTooLong = "paused_too_long"
        case applianceEnded = "appliance_ended"
        case injectionInvalid = "injection_invalid"
        case injectionQueueFull = "injection_queue_full"
        case screenUnreadable = "screen_unreadable"
        case answerMissing = "answer_missing"
        case answerRefused = "answer_refused"
        case startUnknown = "start_unknown"
        case startUnfit = "start_unfit"
        case startDiffers = "start_differs"
    }

    /// Which of them.
    public let reason: Code
    /// What happened to which thing, and what to do.
    ///
    /// Names targets, never text of the page.
    public let message: String
    /// What each locator found and why its hit counted or not.
    public let tried: [LocatorAttempt]

    /// Describes one failure.
    public init(code: Code, message: String, tried: [LocatorAttempt] = []) {
        self.reason = code
        self.message = message
        self.tried = tried
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// How it ends a command or a request.
    public var kind: ErrorKind {
        switch reason {
        case .inputMissing, .inputUnknown, .inputInvalid, .injectionInvalid,
            .startUnknown, .startUnfit:
            .usage
        case .injectionQueueFull: .conflict
        case .applianceEnded, .screenUnreadable: .unavailable
        case .consentRefused, .answerRefused, .outsideSites, .becameIrreversible, .startDiffers: .refused
        case .targetNotFound, .targetNotProved, .targetAmbiguous, .targetNotReady, .inputWentElsewhere, .inputNotTaken,
            .optionMissing, .expectationFailed, .waitedInVain, .consequenceMissing, .unexpectedDialog, .outputMissing,
            .scriptAnswerInvalid, .pictureChanged, .unexpectedDownload, .fileChanged,
            .fileUnreadable, .fileTooLarge, .signInRefused, .stoppedByPerson, .pausedTooLong,
            .answerMissing:
            .failed
        }
    }

    /// The message, the code, and what each locator came to.
    public var description: String {
        let summary = "\(message) [\(code)]"
        guard !tried.isEmpty else { return summary }
        return summary + "\n" + tried.map { "  \($0)" }.joined(separator: "\n")
    }
}

/// What one locator came to in the last attempt.
public struct LocatorAttempt: Sendable, Hashable, Codable, CustomStringConvertible {
    /// `xpath`, `css` or `role`.
    public let kind: String
    /// How many elements it matched.
    public let matched: Int
    /// Why its hit counted, or why not.
    public let why: String

    /// Describes one locator's attempt.
    public init(kind: String, matched: Int, why: String) {
        self.kind = kind
        self.matched = matched
        self.why = why
    }

    /// As the log has it.
    var json: JSONValue {
        ["kind": .string(kind), "matched": .int(Int64(matched)), "why": .string(why)]
    }

    /// `xpath (1 match): is proved by name, id`.
    public var description: String { "\(kind) (\(matched) \(matched == 1 ? "match" : "matches")): \(why)" }
}
