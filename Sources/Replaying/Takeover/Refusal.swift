// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Vocabulary

/// Which failures of a step a person may answer: by mending the page, by doing the step, or by ending the run.
enum Refusal {
    /// Whether it is worth asking: not for what the skill itself says, what a person has decided, or what is gone.
    static func mayBeTriedAgain(_ failure: any ExplainedError) -> Bool {
        if let failure = failure as? ReplayError { return failure.reason.mayBeTriedAgain }
        if let failure = failure as? BrowsingError { return failure.reason.mayBeTriedAgain }
        return failure.kind == .timedOut
    }

    /// What is asked.
    static func question(about action: String, _ failure: any ExplainedError, hasActed: Bool) -> String {
        "'\(action)' could not be done: \(failure.message) "
            + (hasActed ? "Something of it may have been done already. " : "Nothing of it was done. ")
            + "Is it tried again, is it done already, or does the run end?"
    }
}

extension BrowsingError.Code {
    /// Whether the page may do better the next time.
    fileprivate var mayBeTriedAgain: Bool {
        switch self {
        case .documentGone, .navigationFailed, .pageNeverLoaded: true
        case .browserNotFound, .browserTooOld, .browserDidNotStart, .browserUnavailable, .browserLost, .displayMissing,
            .portInUse, .profileLocked, .folderUnreachable, .userMissing, .tabClosed, .tabCrashed, .dialogStorm,
            .certificateRefused, .permitMismatch, .scriptFailed, .noHistory, .downloadFailed, .downloadTooLarge,
            .downloadUnfinished, .tooManyDownloads, .signInRequired, .signInUnasked, .dialogUnasked, .chooserUnasked,
            .authorityInvalid, .authorityTool, .tooManyViewers, .stalePicture, .inputBusy, .inputNowhere:
            false
        }
    }
}

extension ReplayError.Code {
    /// Whether the page may do better the next time, or a person can do the step.
    ///
    /// An expectation is what the skill asks of the page: that it does not hold is its answer.
    fileprivate var mayBeTriedAgain: Bool {
        switch self {
        case .targetNotFound, .targetNotProved, .targetAmbiguous, .targetNotReady, .becameIrreversible,
            .inputWentElsewhere, .inputNotTaken, .optionMissing, .waitedInVain, .consequenceMissing, .outsideSites:
            true
        case .inputMissing, .inputUnknown, .inputInvalid, .expectationFailed, .unexpectedDialog, .outputMissing,
            .consentRefused, .scriptAnswerInvalid, .pictureChanged, .unexpectedDownload, .fileChanged,
            .fileUnreadable, .fileTooLarge, .signInRefused, .stoppedByPerson, .pausedTooLong, .applianceEnded,
            .injectionInvalid, .injectionQueueFull, .screenUnreadable, .answerMissing, .answerRefused, .startUnknown,
            .startUnfit, .startDiffers:
            false
        }
    }
}
