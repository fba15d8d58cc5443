// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// Puts merged steps together into a skill: names for targets, inputs, secrets and sites.
struct SkillAssembly {
    private(set) var notes: [String] = []
    private let header: RecordingHeader
    private let sha256: String
    private let tabs: TabNames
    private var sites: [Site] = []
    private var steps: [Step] = []
    private var targets: [(target: Target, recorded: RecordedTarget)] = []
    private var inputs: [InputDeclaration] = []
    private var secrets: [SecretBinding] = []

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
                viewportHeight: sides.count > 1 ? sides[1] : 720,
                permissions: header.permissions ?? [],
                login: header.login.map { .profile($0) } ?? .none
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
        case .upload(let target, let names):
            return .upload(name(of: target), names.map { fileInput(for: target, called: $0) })
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
        let tabs = draft.openedTabs.compactMap { self.tabs[$0] }.map { Consequence.opensTab($0) }
        let downloads = draft.downloads.map { Consequence.download(NamePattern(endingOf: $0)) }
        return dialogs + signIns(of: draft) + downloads + tabs + arrivals(of: draft) + revelations(of: draft)
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
            .choose, .upload,
            .drag, .check, .press:
            []
        }
    }

    private mutating func arrivals(of draft: DraftStep) -> [Consequence] {
        guard let arrival = draft.arrival, let address = try? WebAddress(arrival.address),
            let site = site(of: arrival.address)
        else { return [] }
        let pattern = SiteAddressPattern(site: site, path: VolatileParts.pattern(of: address.path))
        switch draft.action {
        // Opening waits for its own document; a redirect to another page is kept as what it leads to.
        case .open(let opened):
            guard let asked = try? WebAddress(opened), asked.origin != address.origin || asked.path != address.path
            else {
                return []
            }
            return [.address(pattern)]
        case .back, .forward, .reload: return []
        case .click, .doubleClick, .rightClick, .fill, .append, .choose, .upload, .clickAt, .wheel, .hover, .scroll,
            .drag, .check, .press:
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

    // MARK: Names

    private mutating func name(of recorded: RecordedTarget) -> TargetName {
        if let known = targets.first(where: { $0.recorded.isSame(as: recorded) }) { return known.target.name }
        let print = recorded.fingerprint
        let words =
            [print.name, print.label, print.attributes["name"] ?? "", print.text]
            + (print.role == "generic" ? [] : [print.role]) + [print.tag]
        let beside = print.context.isEmpty ? "" : "-" + Names.word(print.context)
        let base = Names.word(words.first { !Names.word($0).isEmpty } ?? "") + beside
        let name = Names.free(String(base.prefix(48))) { candidate in
            targets.contains { $0.target.name.text == candidate }
        }
        guard let target = TargetName(name) else { preconditionFailure("A made name is always well formed.") }
        noteWeakness(of: recorded)
        targets.append(
            (
                Target(
                    name: target,
                    looks: recorded.looks,
                    locators: recorded.locators,
                    fingerprint: recorded.fingerprint
                ),
                recorded
            )
        )
        return target
    }

    /// What cannot be told from its like is never acted on; better that the reviewer knows than that a run stops.
    private mutating func noteWeakness(of recorded: RecordedTarget) {
        let print = recorded.fingerprint
        let hasMark = print.counts.contains { $0.key.hasPrefix("@") && $0.value == 1 }
        let isAlone = print.counts["name"] == 1 && !(print.name.isEmpty && print.role == "generic")
        guard recorded.locators.isEmpty || !(hasMark || isAlone || !print.context.isEmpty) else { return }
        notes.append("\(recorded.looks): nothing sets it apart from its like, so a replay will stop there.")
    }

    /// A typed value is proposed as an input with itself as the default.
    private mutating func input(for target: RecordedTarget, value: String) -> TextTemplate {
        let print = target.fingerprint
        let words = [print.label, print.name, print.attributes["name"] ?? "", "value"]
        let base = Names.word(words.first { !Names.word($0).isEmpty } ?? "value")
        if let known = inputs.first(where: { $0.name == base }), known.defaultValue == value {
            return TextTemplate(parts: [.reference(.input(base))])
        }
        let name = Names.free(String(base.prefix(48))) { candidate in inputs.contains { $0.name == candidate } }
        inputs.append(InputDeclaration(name: name, type: .string, defaultValue: value))
        return TextTemplate(parts: [.reference(.input(name))])
    }

    /// A page never tells where a file lies, and on another machine it would lie elsewhere: each run names its own.
    private mutating func fileInput(for target: RecordedTarget, called file: String) -> TextTemplate {
        let print = target.fingerprint
        let words = [print.label, print.name, print.attributes["name"] ?? "", "file"]
        let base = Names.word(words.first { !Names.word($0).isEmpty } ?? "file")
        let name = Names.free(String(base.prefix(48))) { candidate in inputs.contains { $0.name == candidate } }
        inputs.append(InputDeclaration(name: name, type: .file, description: DisplayName.of(file)))
        return TextTemplate(parts: [.reference(.input(name))])
    }

    private mutating func bind(_ secret: String, to site: String) -> String {
        let name = Names.word("\(site)-\(secret)")
        if !secrets.contains(where: { $0.name == name }) { secrets.append(SecretBinding(name: name, site: site)) }
        return name
    }

    private mutating func site(of address: String) -> String? {
        guard let origin = (try? WebAddress(address))?.origin else { return nil }
        if let known = sites.first(where: { $0.origin == origin }) { return known.name }
        let labels = origin.host.text.split(separator: ".").filter { $0 != "www" }
        let name = Names.free(Names.word(String(labels.first ?? "site"))) { candidate in
            sites.contains { $0.name == candidate }
        }
        sites.append(Site(name: name, origin: origin))
        return name
    }
}

/// Makes names out of words.
enum Names {
    /// Lower-case letters, digits and dashes of a text; `field` when nothing is left.
    static func word(_ text: String) -> String {
        var result = ""
        for character in text.lowercased() where result.count < 40 {
            if character.isASCII, character.isLetter || character.isNumber {
                result.append(character)
            } else if let last = result.last, last != "-" {
                result.append("-")
            }
        }
        while result.last == "-" { result.removeLast() }
        return result
    }

    /// The name, or the first of `name-2`, `name-3`, … that is free.
    static func free(_ wanted: String, isTaken: (String) -> Bool) -> String {
        let base = wanted.isEmpty ? "field" : wanted
        var name = base
        var number = 2
        while isTaken(name) {
            name = "\(base)-\(number)"
            number += 1
        }
        return name
    }
}

/// Parts of addresses that are different the next time.
enum VolatileParts {
    private static let tokenNames: Set<String> = [
        "session", "sessionid", "sid", "token", "access_token", "id_token", "auth", "phpsessid", "jsessionid", "code",
        "state", "nonce", "sig", "signature",
    ]

    static func holdsToken(_ address: WebAddress) -> Bool {
        if address.path.lowercased().contains(";jsessionid=") { return true }
        return (address.query ?? "").split(separator: "&")
            .contains { pair in
                let parts = pair.split(separator: "=", maxSplits: 1)
                return tokenNames.contains(parts.first?.lowercased() ?? "")
                    || (parts.count == 2 && isRandom(parts[1], least: 20))
            }
    }

    /// The path with `*` for the segments that name one thing of many.
    static func pattern(of path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { segment in
                let isNumber = !segment.isEmpty && segment.allSatisfy(\.isNumber)
                return isNumber || isRandom(segment, least: 8) || segment.contains("*") ? "*" : String(segment)
            }
            .joined(separator: "/")
    }

    /// Long runs of hexadecimal digits, or letters and digits well mixed.
    private static func isRandom(_ text: some StringProtocol, least: Int) -> Bool {
        guard text.count >= least else { return false }
        let digits = text.filter(\.isNumber).count
        if text.allSatisfy({ $0.isHexDigit || $0 == "-" }), digits > 0 { return true }
        return digits >= 3 && text.contains(where: \.isLetter) && text.allSatisfy { $0.isLetter || $0.isNumber }
    }
}
