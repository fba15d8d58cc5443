// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Oversight
public import Vocabulary

extension Tab {
    /// Says how the next dialogs are to be answered, in order; what comes otherwise is dismissed.
    ///
    /// - Parameter permit: for answering dialogs; taken back, it answers none of them.
    /// - Throws: ``BrowsingError`` with `permit_mismatch`.
    public func planDialogs(_ answers: [DialogAnswer], permit: Permit) throws {
        try permit.require(
            .answerDialog,
            or: BrowsingError(
                code: .permitMismatch,
                message: "The permit is not for answering dialogs, or was taken back."
            )
        )
        dialogs { $0.plannedDialogs = answers }
    }

    /// Forgets what was planned and has not come.
    public func forgetPlannedDialogs() { dialogs { $0.plannedDialogs = [] } }

    /// Forgets the dialogs and downloads that no plan foresaw: a person drove, and was there to see them.
    public func forgive() {
        dialogs { $0.forgiveDialogs() }
        downloads.forgiveUnexpected()
    }

    /// Waits until every dialog that was planned has come, or one has that no plan foresaw.
    ///
    /// - Returns: whether they came before the deadline.
    public func waitForPlannedDialogs(deadline: Deadline) async throws -> Bool {
        do {
            return try await wait(for: "the dialog", deadline: deadline) { state in
                if state.unexpectedDialogs > 0 || state.plannedDialogs.isEmpty {
                    return state.plannedDialogs.isEmpty
                }
                return nil
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            return false
        }
    }

    /// Sends the answer to the dialog that is open, or to the page that is held.
    func answerDialog(_ answer: DialogAnswer?, held: HeldPage? = nil) async {
        if let held {
            _ = try? await self.answer(held, answer?.isAccepted ?? false, deadline: .after(.seconds(5)))
            return
        }
        _ = try? await session.send(
            Page.HandleJavaScriptDialog(accept: answer?.isAccepted ?? false, promptText: answer?.text),
            deadline: .after(.seconds(5))
        )
    }
}
