// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// One action of a skill, and what it causes.
public struct Step: Sendable, Hashable {
    /// Its name: unique in the skill and stable across revisions.
    public var id: StepID
    /// The tab that it acts in; nil for the one that the run begins with.
    public var tab: TabName?
    /// What it does.
    public var action: Action
    /// How long it may take; nil for the default.
    public var within: Duration?
    /// Whether it cannot be undone and so needs a person's yes each time.
    public var isIrreversible: Bool
    /// What it caused when it was recorded, and is waited for.
    public var then: [Consequence]

    /// Describes a step.
    public init(
        id: StepID,
        tab: TabName? = nil,
        action: Action,
        within: Duration? = nil,
        isIrreversible: Bool = false,
        then: [Consequence] = []
    ) {
        self.id = id
        self.tab = tab
        self.action = action
        self.within = within
        self.isIrreversible = isIrreversible
        self.then = then
    }
}

extension Step {
    /// The texts in it that may hold references, also those that its dialogs say and are given.
    public var templates: [TextTemplate] {
        action.templates + dialogTexts + signIns.flatMap { [$0.user, $0.password] }
    }

    /// Whether a page's script sends a call because of it.
    public var sendsRequest: Bool { then.contains { if case .request = $0 { true } else { false } } }

    /// Who signs in because of it.
    public var signIns: [ExpectedSignIn] {
        then.compactMap { if case .signIn(let signIn) = $0 { signIn } else { nil } }
    }

    /// What its page asks to be permitted, and whether it may.
    public var permissionsAsked: [(permission: PagePermission, isGranted: Bool)] {
        then.compactMap { consequence in
            guard case .dialog(let dialog) = consequence, let permission = dialog.kind.permission else { return nil }
            return (permission, dialog.isAccepted)
        }
    }

    /// What its dialogs say, and are given.
    var dialogTexts: [TextTemplate] {
        then.flatMap { consequence in
            guard case .dialog(let dialog) = consequence else { return [TextTemplate]() }
            return [dialog.message, dialog.text].compactMap { $0 }
        }
    }
}
