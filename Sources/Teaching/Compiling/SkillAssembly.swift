// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// Puts merged steps together into a skill: names for targets, inputs, secrets and sites.
struct SkillAssembly {
    var notes: [String] = []
    private let header: RecordingHeader
    private let sha256: String
    private let tabs: TabNames
    var sites: [Site] = []
    private var steps: [Step] = []
    var targets: [(target: Target, recorded: RecordedTarget)] = []
    var inputs: [InputDeclaration] = []
    var secrets: [SecretBinding] = []

    init(header: RecordingHeader, sha256: String, tabs: TabNames) {
        self.header = header
        self.sha256 = sha256
        self.tabs = tabs
    }

    mutating func add(_ draft: DraftStep) {
        guard let action = action(of: draft) else { return }
        var step = Step(id: StepID(rawValue: "a\(steps.count + 1)"), tab: tabs[draft.tab], action: action)
        step.then = consequences(of: draft)
        step.isIrreversible = isIrreversible(step, draft)
        // How long a file takes is the site's and the line's affair, not the page's.
        if !draft.downloads.isEmpty { step.within = .seconds(60) }
        steps.append(step)
    }

    func skill() -> Skill {
        let sides = header.viewport.split(separator: "x").compactMap { Int($0) }
        return Skill(
            name: header.slug,
            description: header.name.isEmpty ? header.slug.text : header.name,
            origin: SkillOrigin(recording: header.slug, sha256: sha256, recorded: header.started),
            browser: BrowserSettings(
                viewportWidth: sides.first ?? 1280,
                viewportHeight: sides.count > 1 ? sides[1] : 720
            ),
            sites: sites,
            secrets: secrets,
            inputs: inputs,
            steps: steps,
            targets: targets.map(\.target)
        )
    }

    // MARK: Steps

    private mutating func action(of draft: DraftStep) -> Action? {
        switch draft.action {
        case .open(let address): return open(address)
        case .back: return .back
        case .forward: return .forward
        case .reload: return .reload
        case .click(let target, _): return .click(name(of: target))
        case .doubleClick(let target, _): return .doubleClick(name(of: target))
        case .rightClick(let target): return .rightClick(name(of: target))
        case .clickAt(let target, let kind, let place):
            return .clickAt(PlacedClick(kind, name(of: target), at: place))
        case .wheel(let target, let place, let turn):
            return .wheel(WheelTurn(target: name(of: target), place: place, turn: turn))
        case .hover(let target, _): return .hover(name(of: target))
        case .scroll(let target, let end, _): return .scroll(target.map { name(of: $0) }, end)
        case .drag(let drag):
            return .drag(
                Drag(
                    source: name(of: drag.source),
                    place: drag.place,
                    drop: drag.drop.map { name(of: $0) },
                    dropPlace: drag.dropPlace,
                    path: drag.path
                )
            )
        case .check(let target, let isChecked):
            let name = name(of: target)
            return isChecked ? .check(name) : .uncheck(name)
        case .press(let target, let chord, _): return .press(target.map { name(of: $0) }, chord)
        case .choose(let target, let options):
            let name = name(of: target)
            // One value can be given to a run; several at once have no type of input.
            return .choose(
                name,
                options.count == 1 ? [input(for: target, value: options[0])] : options.map(TextTemplate.init(literal:))
            )
        case .fill(let target, .text(let text)):
            let name = name(of: target)
            return .fill(name, text.isEmpty ? TextTemplate(literal: "") : input(for: target, value: text))
        case .append(let target, let text, _): return .append(name(of: target), input(for: target, value: text))
        case .fill(let target, .secret(let secret)):
            guard let site = site(of: draft.page) else { return nil }
            return .fill(name(of: target), TextTemplate(parts: [.reference(.secret(bind(secret, to: site)))]))
        }
    }

    private mutating func open(_ text: String) -> Action? {
        guard let address = try? WebAddress(text), let site = site(of: text) else {
            notes.append("An address could not be kept, because only plain http and https addresses can be opened.")
            return nil
        }
        if VolatileParts.holdsToken(address) {
            notes.append("The address opened at \(site) seems to hold a session token: remove it before approving.")
        }
        let tail = address.path + (address.query.map { "?" + $0 } ?? "") + (address.fragment.map { "#" + $0 } ?? "")
        return .open(SiteAddress(site: site, path: TextTemplate(literal: tail)))
    }

    private mutating func consequences(of draft: DraftStep) -> [Consequence] {
        let dialogs = draft.dialogs.map { dialog in
            Consequence.dialog(
                ExpectedDialog(
                    kind: dialog.kind,
                    isAccepted: dialog.isAccepted,
                    text: dialog.text.map { TextTemplate(literal: $0) }
                )
            )
        }
        let tabs = draft.openedTabs.compactMap { tab in
            self.tabs[tab].map { Consequence.opensTab($0, at: self.tabs.address(of: tab).flatMap { pattern(of: $0) }) }
        }
        let frames = (draft.frameArrival.map { [name(of: $0)] } ?? []).map { Consequence.frame($0) }
        let downloads = draft.downloads.map { Consequence.download(NamePattern(endingOf: $0)) }
        return dialogs + downloads + tabs + frames + arrivals(of: draft) + revelations(of: draft)
    }

    /// What came because the pointer rested somewhere, or something was scrolled.
    private mutating func revelations(of draft: DraftStep) -> [Consequence] {
        switch draft.action {
        case .hover(_, let revealed), .scroll(_, _, let revealed): [.appears(name(of: revealed))]
        case .open, .back, .forward, .reload, .click, .doubleClick, .rightClick, .clickAt, .wheel, .fill, .append,
            .choose,
            .drag, .check, .press:
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
        case .back, .forward, .reload: return []
        case .click, .doubleClick, .rightClick, .fill, .append, .choose, .clickAt, .wheel, .hover, .scroll, .drag,
            .check, .press:
            return [arrival.isNewDocument ? .navigation(pattern) : .address(pattern)]
        }
    }

    /// By label and role, as the gate will; and a key that sent a form does what the form's button says.
    private func isIrreversible(_ step: Step, _ draft: DraftStep) -> Bool {
        if let form = draft.submission {
            if IrreversibleWording.match(form.button) != nil || form.method == "delete" { return true }
        }
        return IrreversibleWording.word(of: step, in: skill()) != nil
    }
}
