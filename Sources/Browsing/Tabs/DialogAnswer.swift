// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// How one dialog is to be answered.
public struct DialogAnswer: Sendable, Hashable {
    /// The dialog that is expected.
    public let kind: DialogKind
    /// Whether it is accepted.
    public let isAccepted: Bool
    /// What a prompt is given.
    public let text: String?
    /// What the dialog must say; nil for whatever it says.
    public let message: MessagePattern?

    /// Describes an answer.
    public init(kind: DialogKind, isAccepted: Bool, text: String? = nil, message: MessagePattern? = nil) {
        self.kind = kind
        self.isAccepted = isAccepted
        self.text = text
        self.message = message
    }

    /// Whether it is the answer to a dialog.
    func isAnswer(to kind: DialogKind, saying said: String) -> Bool {
        self.kind == kind && (message?.matches(said) ?? true)
    }

    /// Whether it is a no to what a page asks to be permitted.
    func isRefusal(of kind: DialogKind) -> Bool { self.kind == kind && kind.permission != nil && !isAccepted }
}

/// Who answers the dialogs of a session's tabs.
public enum DialogPolicy: Sendable, Hashable {
    /// What was planned for the tab; anything else is dismissed, so that no dialog ever blocks the appliance.
    case plan
    /// Whoever drives the tab, until the time is up; then it is dismissed.
    case person(limit: Duration)
}

/// A dialog that a page opened, and what became of it.
public struct DialogAnswered: Sendable, Hashable {
    /// Which.
    public let kind: DialogKind
    /// Whether it was accepted; an unexpected one is dismissed.
    public let isAccepted: Bool
    /// What a prompt was given; nil when it was dismissed or is none.
    public let text: String?
    /// Whether the prompt's question sounds as if it asked for a secret.
    public let isSecret: Bool
    /// What the page said in it; untrusted.
    public let message: String
    /// Of a question before a page is left, why it is left, in the browser's words.
    public let cause: String?
    /// When a person was asked, in milliseconds since 1970; nil when nobody was.
    public let askedAt: Double?

    /// Describes one dialog.
    public init(
        kind: DialogKind,
        isAccepted: Bool,
        text: String? = nil,
        isSecret: Bool = false,
        message: String = "",
        cause: String? = nil,
        askedAt: Double? = nil
    ) {
        self.kind = kind
        self.isAccepted = isAccepted
        self.text = text
        self.isSecret = isSecret
        self.message = message
        self.cause = cause
        self.askedAt = askedAt
    }
}
