// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// Puts merged steps together into a skill: names for targets, inputs, secrets and sites.
struct SkillAssembly {
    var notes: [String] = []
    let header: RecordingHeader
    private let sha256: String
    let tabs: TabNames
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
    /// The address of the page that the step at hand is done on; nil in a frame.
    var page: String?
    /// Its steps that come after those of the recording.
    private let rest: [Step]
    /// The number in the id of the step that was named by its place last.
    private var number = 0

    init(header: RecordingHeader, sha256: String, tabs: TabNames, given: Set<String>, after base: ContinuedSkill?) {
        self.header = header
        self.sha256 = sha256
        self.tabs = tabs
        self.given = given.union(base?.skill.steps.map(\.id.rawValue) ?? [])
        self.base = base?.skill
        rest = base?.restSteps ?? []
        guard let base else { return }
        let kept = KeptPart(base)
        sites = base.skill.sites
        secrets = kept.secrets
        inputs = kept.inputs
        outputs = kept.outputs
        steps = base.steps
        targets = kept.targets.map { (SkillAssembly.placed($0, of: base.skill), RecordedTarget($0)) }
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
        page = draft.frame.isEmpty ? draft.page : nil
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
            needsObservation: base?.needsObservation ?? false,
            sites: sites,
            resourceDomains: base?.resourceDomains ?? [],
            secrets: secrets,
            inputs: inputs,
            outputs: outputs,
            steps: steps + rest,
            targets: targets.map { sites.count > 1 ? $0.target : SkillAssembly.unplaced($0.target) }
        )
    }

    /// Where there is one site only, it goes without saying.
    private static func unplaced(_ target: Target) -> Target {
        var target = target
        target.site = nil
        return target
    }

    private static func placed(_ target: Target, of skill: Skill) -> Target {
        var target = target
        if target.frame == nil, !target.isFrame, skill.sites.count == 1 { target.site = skill.sites[0].name }
        return target
    }

    private var browser: BrowserSettings {
        let sides = header.viewport.split(separator: "x").compactMap { Int($0) }
        return BrowserSettings(
            viewportWidth: sides.first ?? 1280,
            viewportHeight: sides.count > 1 ? sides[1] : 720,
            permissions: header.permissions ?? [],
            place: header.place,
            login: header.login.map { .profile($0) } ?? .none,
            authorities: header.authorities ?? []
        )
    }

    /// By label and role, as the gate will; and a key that sent a form does what the form's button says.
    private func isIrreversible(_ step: Step, _ draft: DraftStep) -> Bool {
        if let form = draft.submission {
            if IrreversibleWording.match(form.button) != nil || form.method == "delete" { return true }
        }
        return IrreversibleWording.word(of: step, in: skill()) != nil
    }
}
