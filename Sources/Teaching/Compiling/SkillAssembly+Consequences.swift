// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// What a merged step brought about.
extension SkillAssembly {
    mutating func consequences(of draft: DraftStep) -> [Consequence] {
        // What all sites of the skill may use, none of them asks for; a site that was refused it is refused again.
        let asked = draft.dialogs.filter { dialog in
            guard dialog.isAccepted, let permission = dialog.kind.permission else { return true }
            return header.permissions?.contains(permission) != true
        }
        let dialogs = asked.map { dialog in
            Consequence.dialog(
                ExpectedDialog(
                    kind: dialog.kind,
                    isAccepted: dialog.isAccepted,
                    text: dialog.text.map { TextTemplate(literal: $0) },
                    message: message(of: dialog)
                )
            )
        }
        let tabs = draft.openedTabs.compactMap { tab in
            self.tabs[tab].map { Consequence.opensTab($0, at: self.tabs.address(of: tab).flatMap { pattern(of: $0) }) }
        }
        let frames = (draft.frameArrival.map { [name(of: $0)] } ?? []).map { Consequence.frame($0) }
        let downloads = draft.downloads.map { Consequence.download(NamePattern(endingOf: $0)) }
        // What is asked before the page goes to work says nothing of when it has done so.
        let questions = dialogs + signIns(of: draft)
        let shown = downloads + tabs + frames + arrivals(of: draft) + revelations(of: draft)
        return questions + (shown.isEmpty ? requests(of: draft) + departures(of: draft) : shown)
    }

    private mutating func signIns(of draft: DraftStep) -> [Consequence] {
        guard let signIn = draft.signIn, let site = site(of: signIn.origin) else { return [] }
        let user = Names.free("user") { candidate in inputs.contains { $0.name == candidate } }
        inputs.append(InputDeclaration(name: user, defaultValue: signIn.user))
        return [
            .signIn(
                ExpectedSignIn(
                    user: TextTemplate(parts: [.reference(.input(user))]),
                    secret: bind("password", to: site)
                )
            )
        ]
    }

    /// What came because the pointer rested somewhere, or something was scrolled.
    private mutating func revelations(of draft: DraftStep) -> [Consequence] {
        switch draft.action {
        case .hover(_, let revealed), .scroll(_, _, let revealed): [.appears(name(of: revealed))]
        case .open, .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick, .heldClick,
            .clickAt,
            .wheel, .fill, .append,
            .choose, .upload, .drag, .check, .press, .pressInside, .look:
            []
        }
    }

    /// What went away, where that is all that could be seen.
    private mutating func departures(of draft: DraftStep) -> [Consequence] {
        switch draft.action {
        case .click, .doubleClick, .press: draft.gone.map { [.disappears(name(of: $0))] } ?? []
        case .open, .back, .forward, .reload, .closeTab, .rightClick, .middleClick, .heldClick, .clickAt, .wheel, .fill,
            .append,
            .choose, .upload, .drag, .check, .pressInside, .hover, .scroll, .look:
            []
        }
    }

    private mutating func arrivals(of draft: DraftStep) -> [Consequence] {
        guard let arrival = draft.arrival, let address = try? WebAddress(arrival.address),
            let pattern = pattern(of: arrival.address)
        else { return [] }
        switch draft.action {
        // Opening waits for its own document; a redirect to another page is kept as what it leads to.
        case .open(let opened):
            guard let asked = try? WebAddress(opened), asked.origin != address.origin || asked.path != address.path
            else {
                return []
            }
            return [.address(pattern)]
        case .back, .forward, .reload, .closeTab, .look: return []
        case .click, .doubleClick, .rightClick, .middleClick, .heldClick, .fill, .append, .choose, .upload, .clickAt,
            .wheel,
            .hover, .scroll,
            .drag, .check, .press, .pressInside:
            return [arrival.isNewDocument ? .navigation(pattern) : .address(pattern)]
        }
    }
}
