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

    /// Describes an answer.
    public init(kind: DialogKind, isAccepted: Bool, text: String? = nil) {
        self.kind = kind
        self.isAccepted = isAccepted
        self.text = text
    }
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

    /// Describes one dialog.
    public init(kind: DialogKind, isAccepted: Bool, text: String? = nil, isSecret: Bool = false) {
        self.kind = kind
        self.isAccepted = isAccepted
        self.text = text
        self.isSecret = isSecret
    }
}
