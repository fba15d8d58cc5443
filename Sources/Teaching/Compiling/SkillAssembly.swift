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
    var outputs: [OutputDeclaration] = []
    var secrets: [SecretBinding] = []

    /// The ids that the person gave steps.
    private let given: Set<String>
    /// The skill that the recording goes on from.
    private let base: Skill?
    /// The number in the id of the step that was named by its place last.
    private var number = 0

    init(header: RecordingHeader, sha256: String, tabs: TabNames, given: Set<String>, after base: ContinuedSkill?) {
        self.header = header
        self.sha256 = sha256
        self.tabs = tabs
        self.given = given.union(base?.skill.steps.map(\.id.rawValue) ?? [])
        self.base = base?.skill
        guard let base else { return }
        let kept = KeptPart(base)
        sites = base.skill.sites
        secrets = kept.secrets
        inputs = kept.inputs
        outputs = kept.outputs
        steps = base.steps
        targets = kept.targets.map { ($0, RecordedTarget($0)) }
        // An id means one step, in whatever revision: those of steps that are gone are not given to others.
        number =
            base.skill.steps
            .compactMap { step in
                step.id.rawValue.wholeMatch(of: /a([0-9]{1,6})/).flatMap { Int($0.output.1) }
            }
            .max() ?? base.kept
    }

    /// - Returns: the step; nil when no skill can hold it.
    mutating func add(_ draft: DraftStep) -> Step? {
        guard let action = action(of: draft) else { return nil }
        number += 1
        let id = draft.name ?? Names.free("a\(number)") { given.contains($0) }
        var step = Step(id: StepID(rawValue: id), tab: tabs[draft.tab], action: action)
        step.then = consequences(of: draft)
        step.isIrreversible = isIrreversible(step, draft)
        // How long a file takes is the site's and the line's affair, not the page's.
        if !draft.downloads.isEmpty { step.within = .seconds(60) }
        steps.append(step)
        return step
    }

    func skill() -> Skill {
        Skill(
            name: base?.name ?? header.slug,
            description: base?.description ?? (header.name.isEmpty ? header.slug.text : header.name),
            origin: SkillOrigin(recording: header.slug, sha256: sha256, recorded: header.started),
            browser: base?.browser ?? browser,
            keepsEvidence: base?.keepsEvidence ?? true,
            sites: sites,
            resourceDomains: base?.resourceDomains ?? [],
            secrets: secrets,
            inputs: inputs,
            outputs: outputs,
            steps: steps,
            targets: targets.map(\.target)
        )
    }

    private var browser: BrowserSettings {
        let sides = header.viewport.split(separator: "x").compactMap { Int($0) }
        return BrowserSettings(
            viewportWidth: sides.first ?? 1280,
            viewportHeight: sides.count > 1 ? sides[1] : 720,
            permissions: header.permissions ?? [],
            login: header.login.map { .profile($0) } ?? .none,
            authorities: header.authorities ?? []
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
        case .upload(let target, let names):
            return .upload(name(of: target), names.map { fileInput(for: target, called: $0) })
        case .check(let target, let isChecked):
            let name = name(of: target)
            return isChecked ? .check(name) : .uncheck(name)
        case .press(let target, let chord, _): return .press(target.map { name(of: $0) }, chord)
        case .pressInside(let frame, let chord): return .press(name(of: frame), chord)
        case .choose(let target, let options):
            let name = name(of: target)
            // One value can be given to a run; several at once have no type of input.
            return .choose(
                name,
                options.count == 1
                    ? [input(for: target, value: options[0], named: draft.inputName)]
                    : options.map(TextTemplate.init(literal:))
            )
        case .fill(let target, .text(let text)):
            let name = name(of: target)
            return .fill(
                name,
                text.isEmpty ? TextTemplate(literal: "") : input(for: target, value: text, named: draft.inputName)
            )
        case .append(let target, let text, _):
            return .append(name(of: target), input(for: target, value: text, named: draft.inputName))
        case .look(let pick): return look(pick)
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

    private mutating func look(_ pick: PickedElement) -> Action {
        // What is kept has no words of its own that would last.
        let marks = ["data-testid", "id"].compactMap { pick.target.fingerprint.attributes[$0] }
        let name = name(of: pick.target, called: pick.purpose == .extract ? pick.name ?? marks.first : nil)
        switch pick.purpose {
        case .waitFor: return .waitFor(.targetVisible(name))
        case .extract: return .extract(name, into: output(for: pick))
        case .expect: return .expect(condition(pick.shown, of: name))
        }
    }

    private mutating func condition(_ shown: PickedElement.Shown, of name: TargetName) -> Condition {
        switch shown {
        case .presence: return .targetVisible(name)
        case .checked(let isChecked): return .targetChecked(name, isChecked)
        case .text(let text):
            note(expecting: text)
            return .targetText(name, TextTemplate(literal: text))
        case .value(let value):
            note(expecting: value)
            return .targetValue(name, TextTemplate(literal: value))
        }
    }

    /// What is expected is what was there: with another input it may be something else.
    private mutating func note(expecting text: String) {
        for input in inputs {
            guard let value = input.defaultValue, value.count >= 3, text.contains(value) else { continue }
            notes.append(
                "A step expects a text that holds the value of the input '\(input.name)': another gives another."
            )
        }
    }

    private mutating func output(for pick: PickedElement) -> String {
        let mark = pick.target.fingerprint.attributes["data-testid"] ?? pick.target.fingerprint.attributes["id"] ?? ""
        let word = Names.word(of: pick.target) ?? Names.word(mark)
        let base = pick.name ?? (word.isEmpty ? "output" : word)
        let name = Names.free(String(base.prefix(48))) { candidate in outputs.contains { $0.name == candidate } }
        outputs.append(OutputDeclaration(name: name))
        let print = pick.target.fingerprint
        if case .text(let text) = pick.shown, !print.name.isEmpty, text.contains(print.name) {
            notes.append(
                "\(pick.target.looks): it is known by the very words that are kept, so a replay stops at others."
            )
        }
        return name
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
        return dialogs + signIns(of: draft) + downloads + tabs + frames + arrivals(of: draft) + revelations(of: draft)
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
        case .open, .back, .forward, .reload, .click, .doubleClick, .rightClick, .clickAt, .wheel, .fill, .append,
            .choose, .upload, .drag, .check, .press, .pressInside, .look:
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
        case .back, .forward, .reload, .look: return []
        case .click, .doubleClick, .rightClick, .fill, .append, .choose, .upload, .clickAt, .wheel, .hover, .scroll,
            .drag, .check, .press, .pressInside:
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
