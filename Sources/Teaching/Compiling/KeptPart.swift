// SPDX-License-Identifier: Apache-2.0
internal import SkillKit

/// Of a skill that a recording goes on from, what its kept steps need: the rest goes with the other steps.
struct KeptPart {
    let secrets: [SecretBinding]
    let inputs: [InputDeclaration]
    let outputs: [OutputDeclaration]
    let targets: [Target]

    init(_ base: ContinuedSkill) {
        let steps = base.steps + base.restSteps
        let references = Set(steps.flatMap(\.templates).flatMap(\.references))
        let kept = Set(steps.compactMap { if case .extract(_, let output) = $0.action { output } else { nil } })
        let named = Set(steps.flatMap { $0.action.targets + $0.then.compactMap(KeptPart.target) })
        let asked = Set(steps.compactMap { KeptPart.secret(askedBy: $0.action) })
        secrets = base.skill.secrets.filter { references.contains(.secret($0.name)) || asked.contains($0.name) }
        inputs = base.skill.inputs.filter { references.contains(.input($0.name)) }
        outputs = base.skill.outputs.filter { kept.contains($0.name) }
        let frames = named.flatMap { base.skill.frames(around: $0) ?? [] }.map(\.name)
        targets = base.skill.targets.filter { named.union(frames).contains($0.name) }
    }

    private static func secret(askedBy action: Action) -> String? {
        guard case .ask(let ask) = action, case .secret(let name) = ask.answer else { return nil }
        return name
    }

    private static func target(of consequence: Consequence) -> TargetName? {
        switch consequence {
        case .appears(let name), .disappears(let name), .frame(let name): name
        case .navigation, .address, .dialog, .signIn, .opensTab, .request, .download: nil
        }
    }
}
