// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G009: what a reviewer reads is what is there: no invisible or direction-changing characters, also not escaped.
struct HiddenTextRule: SafetyRule {
    static let code = "G009"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        if isHiding(skill.description) { add(at: .start, "The description", &report) }
        for input in skill.inputs where isHiding(input.description ?? "") {
            add(at: report.positions.part("input", input.name), "The description of '\(input.name)'", &report)
        }
        for step in skill.steps where step.templates.contains(where: { isHiding($0.source) }) {
            add(at: report.place(of: step), "The step '\(step.id)'", &report)
        }
        for target in skill.targets where isHiding(target.looks + (target.screenText ?? "")) {
            add(at: report.place(of: target), "The description of '\(target.name)'", &report)
        }
    }

    private func isHiding(_ text: String) -> Bool { text.unicodeScalars.contains(where: HiddenCharacters.contains) }

    private func add(at position: Position, _ what: String, _ report: inout SafetyReport) {
        report.add(
            Self.code,
            .error,
            at: position,
            "\(what) holds an invisible or direction-changing character.",
            mend: "Remove it: a reviewer could not see it."
        )
    }
}
