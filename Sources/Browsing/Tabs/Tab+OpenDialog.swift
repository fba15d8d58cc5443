// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Oversight
public import Vocabulary

/// A dialog that is open and waits for a person.
public struct DialogQuestion: Sendable, Hashable {
    /// How many the tab has opened, this one included: an answer names it, so that it is never given to the next one.
    public let number: Int
    /// Which kind.
    public let kind: DialogKind
    /// What the page asks; untrusted, for the person's eyes only, and empty where the kind says all.
    public let message: String
}

extension Tab {
    /// The dialog that waits for a person; nil when none does.
    public var dialogQuestion: DialogQuestion? {
        dialogs { $0.openDialog }.map { DialogQuestion(number: $0.number, kind: $0.kind, message: $0.message) }
    }

    /// Gives the open dialog what a person said.
    ///
    /// - Parameters:
    ///   - number: the dialog that they saw.
    ///   - permit: for answering dialogs.
    /// - Throws: ``BrowsingError`` with `permit_mismatch`, or `dialog_unasked` when that one is not open.
    public func answerOpenDialog(
        _ number: Int,
        isAccepted: Bool,
        text: String?,
        permit: Permit,
        deadline: Deadline
    ) async throws {
        try permit.require(
            .answerDialog,
            or: BrowsingError(
                code: .permitMismatch,
                message: "The permit is not for answering dialogs, or was taken back."
            )
        )
        guard let open = dialogs({ $0.take(number) }) else { throw BrowsingError.noDialog }
        if let held = open.held { return try await answer(held, isAccepted, deadline: deadline) }
        let given = open.kind == .prompt && isAccepted ? text : nil
        _ = try await session.send(
            Page.HandleJavaScriptDialog(accept: isAccepted, promptText: given),
            deadline: deadline
        )
    }
}

extension RunningBrowser {
    /// The tab in which a dialog waits for a person; nil when none does.
    public var tabAskingInDialog: Tab? {
        openSessions.flatMap { $0.tabs + $0.arriving }.first { $0.dialogQuestion != nil }
    }
}

extension BrowsingError {
    /// What is said when an answer comes to no question.
    public static var noDialog: BrowsingError {
        BrowsingError(code: .dialogUnasked, message: "This dialog is not open: look at what the page asks now.")
    }
}
