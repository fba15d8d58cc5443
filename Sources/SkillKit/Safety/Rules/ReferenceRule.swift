// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G002: every name that a step uses is declared, once.
struct ReferenceRule: SafetyRule {
    static let code = "G002"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        var given = Given()
        var seen: Set<StepID> = []
        var tabs: Set<TabName> = []
        for step in skill.steps {
            if !seen.insert(step.id).inserted {
                error("The step id '\(step.id)' is there twice.", "Give each step its own.", step, &report)
            }
            checkTargets(of: step, in: skill, &report)
            checkTabs(of: step, opened: &tabs, &report)
            for reference in step.templates.flatMap(\.references) {
                check(reference, given: given, step, skill, &report)
            }
            if case .extract(_, let output) = step.action {
                if !skill.outputs.contains(where: { $0.name == output }) {
                    error("The output '\(output)' is not declared.", "Add it under 'outputs'.", step, &report)
                }
                given.outputs.insert(output)
            }
            if case .ask(let ask) = step.action { note(ask, &given, step, skill, &report) }
        }
        let named = Set(skill.steps.flatMap { Self.targets(of: $0) })
        let used = named.union(named.flatMap { skill.frames(around: $0) ?? [] }.map(\.name))
        for target in skill.targets where !used.contains(target.name) {
            report.add(
                Self.code,
                .note,
                at: report.place(of: target),
                "No step uses the target '\(target.name)'.",
                mend: "Remove it if it is not needed."
            )
        }
    }

    /// What the steps before have given.
    private struct Given {
        var outputs: Set<String> = []
        var answers: Set<String> = []
        /// The secrets that a person has been asked for.
        var secrets: Set<String> = []
    }

    private func note(
        _ ask: Ask,
        _ given: inout Given,
        _ step: Step,
        _ skill: Skill,
        _ report: inout SafetyReport
    ) {
        switch ask.answer {
        case .consent: break
        case .text(let name): given.answers.insert(name)
        case .secret(let name):
            given.secrets.insert(name)
            guard !skill.secrets.contains(where: { $0.name == name }) else { return }
            error("The secret '\(name)' is not declared.", "Add it under 'secrets', with its site.", step, &report)
        }
    }

    private func checkTargets(of step: Step, in skill: Skill, _ report: inout SafetyReport) {
        for name in Self.targets(of: step) where skill.target(name) == nil {
            error("There is no target '\(name)'.", "Describe it under 'targets', or use another.", step, &report)
        }
    }

    /// A tab is there once a step has opened it.
    private func checkTabs(of step: Step, opened: inout Set<TabName>, _ report: inout SafetyReport) {
        if let tab = step.tab, !opened.contains(tab) {
            error(
                "No step before opens the tab '\(tab)'.",
                "Name it where it opens: then: { opens_tab: \(tab) }.",
                step,
                &report
            )
        }
        for case .opensTab(let name, _) in step.then where !opened.insert(name).inserted {
            error("The tab '\(name)' is opened twice.", "Give each tab its own name.", step, &report)
        }
    }

    static func targets(of step: Step) -> [TargetName] {
        let caused = step.then.compactMap { consequence -> TargetName? in
            switch consequence {
            case .appears(let name), .disappears(let name), .frame(let name): name
            case .navigation, .address, .dialog, .signIn, .opensTab, .request, .download: nil
            }
        }
        return step.action.targets + caused
    }

    private func check(
        _ reference: TextTemplate.Reference,
        given: Given,
        _ step: Step,
        _ skill: Skill,
        _ report: inout SafetyReport
    ) {
        switch reference {
        case .input(let name) where !skill.inputs.contains { $0.name == name }:
            error("The input '\(name)' is not declared.", "Add it under 'inputs'.", step, &report)
        case .secret(let name) where !skill.secrets.contains { $0.name == name }:
            error("The secret '\(name)' is not declared.", "Add it under 'secrets', with its site.", step, &report)
        case .secret(let name) where !given.secrets.contains(name) && skill.asksFor(secret: name):
            error("The secret '\(name)' is used before a person is asked for it.", "Ask earlier.", step, &report)
        case .output(let name) where !given.outputs.contains(name):
            error("The output '\(name)' is used before a step gives it.", "Extract it earlier.", step, &report)
        case .answer(let name) where !given.answers.contains(name):
            error("The answer '\(name)' is used before a person is asked for it.", "Ask earlier.", step, &report)
        case .input, .secret, .output, .answer: break
        }
    }

    private func error(_ message: String, _ mend: String, _ step: Step, _ report: inout SafetyReport) {
        report.add(Self.code, .error, at: report.place(of: step), message, mend: mend)
    }
}

extension Skill {
    /// Whether a step asks a person for a secret.
    fileprivate func asksFor(secret name: String) -> Bool {
        steps.contains { if case .ask(let ask) = $0.action { ask.answer == .secret(name) } else { false } }
    }
}
