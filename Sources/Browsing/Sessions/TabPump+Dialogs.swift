// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// What pages ask in dialogs, or are held for, and who answers.
extension TabPump {
    func opened(
        _ opening: Page.JavascriptDialogOpening,
        in tab: Tab,
        _ policy: DialogPolicy,
        _ timers: inout DiscardingTaskGroup
    ) async {
        guard let kind = DialogKind(rawValue: opening.type) else { return await tab.answerDialog(nil) }
        await ask(AskedDialog(kind: kind, message: opening.message), in: tab, policy, &timers)
    }

    /// A dialog blocks its whole page, so it is answered at once, as planned or with a no; only while a person shows a
    /// task is it theirs, for a while.
    func ask(
        _ asked: AskedDialog,
        in tab: Tab,
        _ policy: DialogPolicy,
        _ timers: inout DiscardingTaskGroup
    ) async {
        let kind = asked.kind
        // A yes to a permission is meant for the sites of the skill, whoever is shown when it is asked for.
        let isForeign = policy == .plan && asked.held.map { !tab.permissions.isKnown($0.origin) } ?? false
        let (answer, number, name, left) = tab.dialogs { state in
            let answer = state.noteDialog(kind, saying: asked.message, isForeign: isForeign)
            var left: TabState.OpenDialog?
            if case .person = policy, answer == nil, state.dialogs <= TabPump.dialogLimit { left = state.open(asked) }
            return (answer, state.dialogs, state.dialogsEver, left)
        }
        letGo(left, in: tab)
        tell(
            .dialogOpened,
            .succeeded,
            tab.id.rawValue,
            ["kind": .string(kind.rawValue), "number": .int(Int64(number)), "expected": .bool(answer != nil)]
        )
        guard number <= TabPump.dialogLimit else {
            tab.announce(.dialog(DialogAnswered(kind: kind, isAccepted: false)))
            try? await tab.close(deadline: .after(.seconds(5)))
            return
        }
        switch policy {
        case .plan:
            let given = answer ?? DialogAnswer(kind: kind, isAccepted: false)
            tab.announce(.dialog(DialogAnswered(kind: kind, isAccepted: given.isAccepted, text: given.text)))
            await tab.answerDialog(given, held: asked.held)
        case .person(let limit):
            // What a step of a skill foresees is its own to answer, while it leads to where the person goes on.
            if let answer {
                tab.announce(.dialog(DialogAnswered(kind: kind, isAccepted: answer.isAccepted, text: answer.text)))
                return await tab.answerDialog(answer, held: asked.held)
            }
            timers.addTask {
                guard (try? await Task.sleep(for: limit)) != nil else { return }
                if tab.dialogs({ $0.take(name) }) != nil { await tab.answerDialog(nil, held: asked.held) }
            }
        }
    }

    /// A frame that is held while its page opens a dialog: nobody sees the frame's question any more, so it is a no.
    private func letGo(_ open: TabState.OpenDialog?, in tab: Tab) {
        guard let open, let held = open.held else { return }
        tab.announce(.dialog(DialogAnswered(kind: open.kind, isAccepted: false)))
        tab.letGo(held.session)
    }

    /// What a person, or the time limit, made of a dialog.
    func closed(_ closed: Page.JavascriptDialogClosed, in tab: Tab) {
        let open = tab.dialogs { state in
            defer { state.openDialog = nil }
            if state.openDialog?.kind == .beforeunload, !closed.result { state.stays() }
            return state.openDialog
        }
        guard let open else { return }
        let text = open.kind == .prompt && closed.result && !open.isSecret ? closed.userInput : nil
        tab.announce(
            .dialog(
                DialogAnswered(
                    kind: open.kind,
                    isAccepted: closed.result,
                    text: text,
                    isSecret: open.isSecret,
                    message: open.message,
                    cause: open.cause,
                    askedAt: open.openedAt
                )
            )
        )
    }
}
