// SPDX-License-Identifier: Apache-2.0

/// Why one provider gave no answer that can be used.
///
/// A value and no error: a model that does not answer is expected, and the next provider, or a person, is asked.
public struct ModelFailure: Sendable, Hashable {
    /// The reasons: a closed set, which metrics count and the log names.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Its breaker is open; nothing was sent.
        case breakerOpen = "breaker_open"
        /// The run has used up its calls, tokens or time; nothing was sent.
        case budgetSpent = "budget_spent"
        /// Its key is not there or not private; nothing was sent.
        case keyUnusable = "key_unusable"
        /// The kill switch is on; nothing was sent.
        case killSwitch = "kill_switch"
        /// The call could not be written into the audit log; nothing was sent.
        case auditUnavailable = "audit_unavailable"
        /// Nothing listens, its name leads nowhere, or its certificate proves nothing.
        case unreachable
        /// Its name leads to an address where it must not lie; nothing was sent.
        case addressRefused = "address_refused"
        /// It did not answer in time.
        case timedOut = "timed_out"
        /// It ended its answer in the middle.
        case cutOff = "cut_off"
        /// It said more than is taken.
        case tooLarge = "too_large"
        /// It wants to send us elsewhere.
        case redirected
        /// It does not know this form of answer; the next simpler one is asked for.
        case formRefused = "form_refused"
        /// It said no: a status of 400 to 499.
        case refused
        /// It failed: a status of 500 or more.
        case serverFailed = "server_failed"
        /// Its answer is no chat completion.
        case unreadable
        /// It answered something other than what was asked for.
        case unusable
    }

    /// The operator's name of the provider.
    public let provider: String
    /// The reason.
    public let kind: Kind
    /// The HTTP status, where that is the reason.
    public let status: Int?

    /// Describes one failure.
    public init(_ provider: String, _ kind: Kind, status: Int? = nil) {
        self.provider = provider
        self.kind = kind
        self.status = status
    }

    /// The reason in words for reports; never the model's own.
    public var words: String {
        switch kind {
        case .breakerOpen: "'\(provider)' has failed several times in a row and is left alone for a while"
        case .budgetSpent: "the run's budget for models is used up"
        case .keyUnusable: "the key of '\(provider)' is missing or not private"
        case .killSwitch: "the kill switch is on"
        case .auditUnavailable: "the call could not be written into the audit log"
        case .unreachable: "'\(provider)' cannot be reached"
        case .addressRefused: "'\(provider)' leads to an address where it must not lie"
        case .timedOut: "'\(provider)' did not answer in time"
        case .cutOff: "'\(provider)' ended its answer in the middle"
        case .tooLarge: "'\(provider)' said more than is taken"
        case .redirected: "'\(provider)' wants to send the question elsewhere"
        case .formRefused: "'\(provider)' does not know this form of answer"
        case .refused: "'\(provider)' said no" + statusWords
        case .serverFailed: "'\(provider)' failed" + statusWords
        case .unreadable: "'\(provider)' answered with something that is no chat completion"
        case .unusable: "'\(provider)' answered something other than what was asked for"
        }
    }

    private var statusWords: String { status.map { " (HTTP \($0))" } ?? "" }
}

extension ModelFailure.Kind {
    /// Whether something was sent before it came to this.
    public var wasAsked: Bool {
        switch self {
        case .breakerOpen, .budgetSpent, .keyUnusable, .killSwitch, .auditUnavailable: false
        case .unreachable, .addressRefused, .timedOut, .cutOff, .tooLarge, .redirected, .formRefused, .refused,
            .serverFailed, .unreadable, .unusable:
            true
        }
    }

    /// What it says about whether the provider works.
    ///
    /// An answer that cannot be used says something about the model, and a page may have talked it into that: the provider
    /// works.
    var verdict: CircuitBreaker.Verdict? {
        switch self {
        case .breakerOpen, .budgetSpent, .keyUnusable, .killSwitch, .auditUnavailable, .formRefused: nil
        case .unreachable, .addressRefused, .timedOut, .cutOff, .tooLarge, .redirected, .refused, .serverFailed,
            .unreadable:
            .fails
        case .unusable: .works
        }
    }
}
