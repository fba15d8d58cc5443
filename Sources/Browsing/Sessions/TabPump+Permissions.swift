// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// Pages that ask to be permitted something: they are held until it was decided, like those that open a dialog.
extension TabPump {
    /// Follows a page that was halted, and one that goes on.
    ///
    /// - Parameter session: the tab's own, or that of a frame in a process of its own.
    /// - Returns: whether the event was about that.
    func heldPage(
        _ event: CDPEvent,
        of session: CDPSession,
        in tab: Tab,
        _ policy: DialogPolicy,
        _ timers: inout DiscardingTaskGroup
    ) async throws -> Bool {
        if let halt = try event.decode(Debugger.Paused.self) {
            await halted(halt, session, in: tab, policy, &timers)
            return true
        }
        guard event.method == Debugger.Resumed.method else { return false }
        release(session, in: tab)
        return true
    }

    /// What is decided already is not asked again, and of two pages that ask at once the second one is refused.
    private func halted(
        _ halt: Debugger.Paused,
        _ session: CDPSession,
        in tab: Tab,
        _ policy: DialogPolicy,
        _ timers: inout DiscardingTaskGroup
    ) async {
        guard let kind = PermissionPolicy.question(of: halt), let permission = kind.permission,
            let origin = tab.origin, tab.dialogs({ $0.openDialog }) == nil
        else { return tab.letGo(session) }
        let held = HeldPage(session: session, origin: origin, permission: permission)
        guard isUndecided(held, kind, in: tab) else { return tab.letGo(session) }
        await ask(AskedDialog(kind: kind, held: held), in: tab, policy, &timers)
    }

    /// Whether a site is still to be told: a no of the plan goes before what all sites of the session may use.
    private func isUndecided(_ held: HeldPage, _ kind: DialogKind, in tab: Tab) -> Bool {
        if tab.permissions.answer(to: held.permission, at: held.origin) == nil { return true }
        let isRefused = tab.dialogs { $0.plannedDialogs.first?.isRefusal(of: kind) == true }
        return isRefused && tab.permissions.given(held.permission, at: held.origin) == nil
    }

    /// Notes that nothing is held any more: it was answered, or let go by somebody else, or its page is gone.
    ///
    /// - Parameter session: where; nil for anywhere in the tab.
    func release(_ session: CDPSession?, in tab: Tab) {
        let open = tab.dialogs { state -> TabState.OpenDialog? in
            guard let held = state.openDialog?.held, session == nil || held.session == session else { return nil }
            defer { state.openDialog = nil }
            return state.openDialog
        }
        guard let open, let held = open.held else { return }
        let isGranted = tab.permissions.answer(to: held.permission, at: held.origin) ?? false
        tab.announce(.dialog(DialogAnswered(kind: open.kind, isAccepted: isGranted)))
    }

    /// A page that asked where nobody held it: the browser has refused, and that counts as a dialog that no plan foresaw.
    func noteRefusal(_ change: TabEvent?, in tab: Tab) {
        // Where pages are held, the refusal is the answer itself.
        guard case .reported(let report) = change, report.binding == PermissionPolicy.binding, !tab.permissions.isAsked,
            let kind = DialogKind(rawValue: report.payload), kind.permission != nil
        else { return }
        let number = tab.dialogs { state in
            _ = state.noteDialog(kind, saying: "")
            return state.dialogs
        }
        tell(
            .dialogOpened,
            .succeeded,
            tab.id.rawValue,
            ["kind": .string(kind.rawValue), "number": .int(Int64(number)), "expected": false]
        )
        tab.announce(.dialog(DialogAnswered(kind: kind, isAccepted: false)))
    }
}
