// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G016: words on the picture lead a click only, to what the page itself shows as a picture, and never to what cannot be
/// undone: nothing but letters proves such a find.
struct ScreenTextRule: SafetyRule {
    static let code = "G016"
    /// Longer ones are no button's.
    static let longest = 100
    static let mostWords = 12
    /// Elements of which the page tells no words.
    static let pictures: Set<String> = ["canvas", "img", "svg", "video"]
    /// Those that draw more than one thing, so that a locator would find all of them.
    private static let surfaces: Set<String> = ["canvas", "video"]

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        for target in skill.targets {
            guard let words = target.screenText else { continue }
            check(words, of: target, &report)
            checkElement(target, &report)
        }
        for step in skill.steps { check(step, skill, &report) }
    }

    private func check(_ words: String, of target: Target, _ report: inout SafetyReport) {
        let count = words.split { !$0.isLetter && !$0.isNumber }.count
        if count == 0 || count > Self.mostWords || words.count > Self.longest {
            let bound = "1 to \(Self.mostWords) words of letters and digits"
            add("'screen_text' of '\(target.name)' has not \(bound).", "Write what stands on it.", target, &report)
        }
        if IrreversibleWording.isHeld(by: words) {
            add(
                "'screen_text' of '\(target.name)' sounds as if it cannot be undone, and nothing but letters proves it.",
                "Find it by locators, or leave the step to a person.",
                target,
                &report
            )
        }
    }

    private func checkElement(_ target: Target, _ report: inout SafetyReport) {
        let tag = target.fingerprint.tag
        if target.frame != nil || target.isFrame {
            add(
                "'\(target.name)' is, or is in, a frame, which no picture shows.",
                "Remove 'screen_text'.",
                target,
                &report
            )
        }
        if target.isDrawn, !Self.pictures.contains(tag) {
            add(
                "'\(target.name)' has no locators, and <\(tag)> is nothing that a page draws.",
                "Give it locators, or the tag of what its words are drawn on: canvas, img, svg or video.",
                target,
                &report
            )
        }
        if !target.isDrawn, Self.surfaces.contains(tag) {
            add(
                "The locators of '\(target.name)' would find all that is drawn on its <\(tag)>.",
                "Write 'locators: []'.",
                target,
                &report
            )
        }
    }

    private func check(_ step: Step, _ skill: Skill, _ report: inout SafetyReport) {
        let named = ReferenceRule.targets(of: step)
        for name in Set(named) {
            guard let target = skill.target(name), target.screenText != nil else { continue }
            let isClicked = step.action == .click(name) && named.count { $0 == name } == 1
            if target.isDrawn, !isClicked {
                report.add(
                    Self.code,
                    .error,
                    at: report.place(of: step),
                    "'\(name)' is found by words on the picture, and only a click can go by them.",
                    mend: "Click it; to wait for words, write 'wait_for: { screen_text: … }'."
                )
            }
            guard step.isIrreversible, step.action.targets.contains(name) else { continue }
            report.add(
                Self.code,
                .error,
                at: report.place(of: step),
                "The step '\(step.id)' cannot be undone, and '\(name)' may be found by words on the picture.",
                mend: "Remove 'screen_text': what cannot be undone needs a proof."
            )
        }
    }

    private func add(_ message: String, _ mend: String, _ target: Target, _ report: inout SafetyReport) {
        report.add(Self.code, .error, at: report.place(of: target), message, mend: mend)
    }
}
