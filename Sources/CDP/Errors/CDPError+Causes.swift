// SPDX-License-Identifier: Apache-2.0

/// Why a call ended without an answer; the words come when somebody is told.
enum CallFailure: Sendable, Hashable {
    case timedOut
    case crashed
    case detached
    case transport(CDPTransportFailure)
}

extension CDPError {
    /// Puts a failed call into words.
    init(_ failure: CallFailure, method: String, browserLog: [String]) {
        switch failure {
        case .timedOut:
            self.init(
                code: .callTimedOut,
                message: "The browser did not answer \(method) in time: the page may be busy, try again or allow more "
                    + "time.",
                method: method,
                browserLog: browserLog
            )
        case .crashed:
            self.init(
                code: .targetCrashed,
                message: "The page's process crashed during \(method): load the page again.",
                method: method,
                browserLog: browserLog
            )
        case .detached:
            self.init(
                code: .targetDetached,
                message: "The tab was closed before it answered \(method): open a new one.",
                method: method,
                browserLog: browserLog
            )
        case .transport(let failure): self.init(failure, during: method, browserLog: browserLog)
        }
    }

    /// Puts what a transport could not do into words.
    init(_ failure: CDPTransportFailure, during method: String, browserLog: [String]) {
        switch failure {
        case .notConnected(let detail):
            self.init(
                code: .connectionFailed,
                message: "There is no connection to the browser for \(method) (\(detail)): see whether it runs.",
                method: method,
                browserLog: browserLog
            )
        case .closed:
            self.init(
                code: .connectionLost,
                message: "The connection to the browser was closed by us during \(method).",
                method: method,
                browserLog: browserLog
            )
        case .lost(let detail):
            self.init(
                code: .connectionLost,
                message: "The connection to the browser broke during \(method) (\(detail)): see whether it still runs.",
                method: method,
                browserLog: browserLog
            )
        case .mailboxFull(let limit):
            self.init(
                code: .mailboxFull,
                message: "\(method) was not sent: the browser is \(limit) messages or "
                    + "\(Mailbox.byteLimit >> 20) MiB behind; wait for its answers.",
                method: method,
                browserLog: browserLog
            )
        case .messageTooLarge(let limit):
            self.init(
                code: .messageTooLarge,
                message: "A message of or during \(method) is larger than \(limit >> 20) MiB: ask for less at once.",
                method: method,
                browserLog: browserLog
            )
        }
    }

    /// Puts the end of a reader that is too slow into words.
    init(overflowAt method: String, limit: Int, browserLog: [String]) {
        self.init(
            code: .eventOverflow,
            message:
                "A reader of the browser's events fell \(limit) events or \(EventQueue.byteLimit >> 20) MiB behind "
                + "at \(method): subscribe again and look at the page anew.",
            method: method,
            browserLog: browserLog
        )
    }

    /// Puts a failure to connect into words.
    static func connecting(to endpoint: String, _ failure: CDPTransportFailure, browserLog: [String]) -> CDPError {
        let detail =
            switch failure {
            case .notConnected(let detail), .lost(let detail): detail
            case .closed, .mailboxFull, .messageTooLarge: "it was closed at once"
            }
        return CDPError(
            code: .connectionFailed,
            message:
                "Could not connect to the browser at \(endpoint): \(detail). See that it runs and that the address "
                + "is the one it printed.",
            browserLog: browserLog,
            cause: failure
        )
    }
}
