// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G006: a secret goes into a `fill`, alone, and nowhere else.
struct SecretRule: SafetyRule {
    static let code = "G006"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        for step in skill.steps {
            for text in step.dialogTexts where text.references.contains(where: isSecret) {
                report.add(
                    Self.code,
                    .error,
                    at: report.place(of: step),
                    "A secret is given to a dialog, which is no field of the site that it is bound to.",
                    mend: "Use it in 'fill' only."
                )
            }
            if step.signIns.contains(where: { $0.user.references.contains(where: isSecret) }) {
                report.add(
                    Self.code,
                    .error,
                    at: report.place(of: step),
                    "A secret is given as a user's name, which servers show and log.",
                    mend: "Use it as the password, or in 'fill'."
                )
            }
            for template in step.action.templates {
                let secrets = template.references.filter(isSecret)
                guard !secrets.isEmpty else { continue }
                if case .fill = step.action {
                    guard template.parts.count > 1 else { continue }
                    report.add(
                        Self.code,
                        .error,
                        at: report.place(of: step),
                        "A secret stands beside other text.",
                        mend: "Fill it alone."
                    )
                } else if case .open = step.action {
                    continue
                } else {
                    report.add(
                        Self.code,
                        .error,
                        at: report.place(of: step),
                        "A secret is used by '\(step.action.keyword)', which would show or compare it.",
                        mend: "Use it in 'fill' only."
                    )
                }
            }
        }
    }

    private func isSecret(_ reference: TextTemplate.Reference) -> Bool {
        if case .secret = reference { true } else { false }
    }
}
