// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G013: a reviewer agrees to what pages may use without asking anybody.
struct PermissionRule: SafetyRule {
    static let code = "G013"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        for step in skill.steps {
            let granted = step.permissionsAsked.filter(\.isGranted).map(\.permission.rawValue)
            guard !granted.isEmpty else { continue }
            report.add(
                Self.code,
                .consent,
                at: report.place(of: step),
                "The page asks for this and may use it from then on: \(granted.joined(separator: ", ")).",
                mend: "Approve only if the task needs it."
            )
        }
        guard !skill.browser.permissions.isEmpty else { return }
        let names = skill.browser.permissions.map(\.rawValue).joined(separator: ", ")
        report.add(
            Self.code,
            .consent,
            at: report.positions.part("permission", ""),
            "Pages of the skill's sites may use, without asking: \(names).",
            mend: "Approve only if the task needs it."
        )
    }
}
