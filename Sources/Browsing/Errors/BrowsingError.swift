// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What goes wrong between the appliance and its browser.
public struct BrowsingError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        case browserNotFound = "browser_not_found"
        case browserTooOld = "browser_too_old"
        case browserDidNotStart = "browser_did_not_start"
        case browserUnavailable = "browser_unavailable"
        case browserLost = "browser_lost"
        case displayMissing = "display_missing"
        case portInUse = "port_in_use"
        case profileLocked = "profile_locked"
        case folderUnreachable = "folder_unreachable"
        case userMissing = "browser_user_missing"
        case tabClosed = "tab_closed"
        case tabCrashed = "tab_crashed"
        case documentGone = "document_gone"
        case dialogStorm = "dialog_storm"
        case navigationFailed = "navigation_failed"
        case certificateRefused = "certificate_refused"
        case pageNeverLoaded = "page_never_loaded"
        case permitMismatch = "permit_mismatch"
        case scriptFailed = "script_failed"
        case noHistory = "no_history"
        case downloadFailed = "download_failed"
        case downloadTooLarge = "download_too_large"
        case downloadUnfinished = "download_unfinished"
        case tooManyDownloads = "too_many_downloads"
        case signInRequired = "sign_in_required"
        case signInUnasked = "sign_in_unasked"
        case dialogUnasked = "dialog_unasked"
        /// No page waits for files.
        case chooserUnasked = "chooser_unasked"
        case authorityInvalid = "authority_invalid"
        case authorityTool = "authority_tool"
        case tooManyViewers = "too_many_viewers"
        case stalePicture = "stale_picture"
        case inputBusy = "input_busy"
        case inputNowhere = "input_nowhere"
    }

    /// Which of them.
    public let reason: Code
    /// What happened to which thing, and what to do.
    public let message: String
    /// The browser's last lines of output, where the browser itself is the thing that failed.
    public let browserLog: [String]
    /// The error beneath, where there is one.
    public let cause: (any Error)?

    /// Describes one failure.
    public init(code: Code, message: String, browserLog: [String] = [], cause: (any Error)? = nil) {
        self.reason = code
        self.message = message
        self.browserLog = browserLog
        self.cause = cause
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// How it ends a command or a request.
    public var kind: ErrorKind {
        switch reason {
        case .browserNotFound, .browserTooOld, .browserDidNotStart, .browserUnavailable, .browserLost, .displayMissing,
            .userMissing, .authorityTool, .tooManyViewers, .inputBusy:
            .unavailable
        case .portInUse, .profileLocked, .signInUnasked, .dialogUnasked, .chooserUnasked, .stalePicture, .inputNowhere:
            .conflict
        case .folderUnreachable, .authorityInvalid: .usage
        case .pageNeverLoaded: .timedOut
        case .permitMismatch: .refused
        case .tabClosed, .tabCrashed, .documentGone, .dialogStorm, .navigationFailed, .certificateRefused,
            .scriptFailed, .noHistory, .downloadFailed, .downloadTooLarge, .downloadUnfinished, .tooManyDownloads,
            .signInRequired:
            .failed
        }
    }

    /// The message, the code, and the browser's last lines when there are any.
    public var description: String {
        let summary = "\(message) [\(code)]"
        guard !browserLog.isEmpty else { return summary }
        return summary + "\nThe browser's last lines:\n" + browserLog.map { "  " + $0 }.joined(separator: "\n")
    }
}
