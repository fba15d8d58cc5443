// SPDX-License-Identifier: Apache-2.0
public import Browsing
public import Oversight
internal import Vocabulary

extension TeachingSession {
    /// Gives the dialog that is open what a person said; the recorder hears of it like of any other answer.
    ///
    /// - Throws: ``Browsing/BrowsingError`` with `dialog_unasked` when that one is not open; the gate's refusal.
    public static func answerDialog(
        _ number: Int,
        isAccepted: Bool,
        text: String?,
        by principal: String,
        in browser: RunningBrowser,
        gate: PermissionGate
    ) async throws {
        guard let tab = browser.tabAskingInDialog else { throw BrowsingError.noDialog }
        let request = ActionRequest(
            actor: .person(principal),
            effect: .answerDialog,
            isIrreversible: false,
            correlationID: .new(),
            description: "answer a dialog while a task is shown"
        )
        guard case .permitted(let permit) = try await gate.permit(for: request, skillGrants: Grants()) else { return }
        try await tab.answerOpenDialog(
            number,
            isAccepted: isAccepted,
            text: text,
            permit: permit,
            deadline: .after(.seconds(10))
        )
    }
}
