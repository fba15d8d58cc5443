// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G008: a target can be found again: it has locators, and one of them matched exactly it when it was recorded.
///
/// What a page draws has none; see G016.
struct LocatorRule: SafetyRule {
    static let code = "G008"
    static let limit = 20

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        let irreversible = Set(skill.steps.filter(\.isIrreversible).compactMap(\.action.target))
        for target in skill.targets where !target.isDrawn {
            let position = report.place(of: target)
            if target.locators.isEmpty || target.locators.count > Self.limit {
                report.add(
                    Self.code,
                    .error,
                    at: position,
                    "The target '\(target.name)' has \(target.locators.count) locators.",
                    mend: "Give it 1 to \(Self.limit)."
                )
                continue
            }
            guard !target.locators.contains(where: { $0.matched == 1 }) else { continue }
            let isGrave = irreversible.contains(target.name)
            report.add(
                Self.code,
                isGrave ? .error : .warning,
                at: position,
                "No locator of '\(target.name)' matched exactly one element when it was recorded.",
                mend: isGrave
                    ? "Teach it anew: an irreversible step needs a target that cannot be mistaken."
                    : "Expect it to stop; teach it anew on a page where it can be told apart."
            )
        }
    }
}
