// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// Why a life of the browser ended, and whether another one could fare better.
struct BrowserEnd: Sendable {
    /// What happened to which thing, and what to do.
    let error: any ExplainedError
    /// Shared with the event of its start.
    let correlationID: CorrelationID
    /// Whether to start it again, as far as the budget allows.
    let isWorthAnotherStart: Bool

    /// Judges the error that a life ended with.
    ///
    /// - Parameter isAttached: whether something else runs the browser; then we can only look for it once.
    init(_ error: any Error, of correlationID: CorrelationID, isAttached: Bool) {
        self.correlationID = correlationID
        switch error {
        case let error as BrowsingError:
            self.error = error
            isWorthAnotherStart = error.isWorthAnotherStart
        case let error as CDPError:
            self.error = error
            isWorthAnotherStart = error.reason != .endpointInvalid && !(isAttached && error.reason == .connectionFailed)
        case let error as any ExplainedError:
            self.error = error
            isWorthAnotherStart = true
        default:
            self.error = BrowsingError(
                code: .browserDidNotStart,
                message: "The browser could not be started: \(error). See 'understudy doctor'."
            )
            isWorthAnotherStart = true
        }
    }

    /// The error once the budget is used up.
    func afterTooMany(_ count: Int) -> any ExplainedError {
        let known = error as? BrowsingError
        return BrowsingError(
            code: known?.reason ?? .browserUnavailable,
            message: "\(error.message) It has ended \(count) times within a minute and is not started again: "
                + "see 'understudy doctor'.",
            browserLog: known?.browserLog ?? [],
            cause: error
        )
    }
}

extension BrowsingError {
    /// Whether starting the browser again could help.
    var isWorthAnotherStart: Bool {
        switch reason {
        case .browserNotFound, .browserTooOld, .displayMissing, .portInUse, .profileLocked, .folderUnreachable,
            .userMissing, .authorityInvalid, .authorityTool:
            false
        case .browserDidNotStart, .browserUnavailable, .browserLost, .tabClosed, .tabCrashed, .documentGone,
            .dialogStorm, .navigationFailed, .certificateRefused, .pageNeverLoaded, .permitMismatch, .scriptFailed,
            .noHistory, .downloadFailed, .downloadTooLarge, .downloadUnfinished, .tooManyDownloads, .signInRequired,
            .signInUnasked, .dialogUnasked, .chooserUnasked, .tooManyViewers, .stalePicture, .inputBusy, .inputNowhere:
            true
        }
    }
}
