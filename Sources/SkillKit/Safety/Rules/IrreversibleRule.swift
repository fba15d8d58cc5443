// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G005: a step that looks as if it cannot be undone is marked `irreversible: true`, so that it asks each time.
struct IrreversibleRule: SafetyRule {
    static let code = "G005"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        for step in skill.steps where !step.isIrreversible {
            guard let word = Self.word(of: step, in: skill) else { continue }
            report.add(
                Self.code,
                .error,
                at: report.place(of: step),
                "The step '\(step.id)' looks as if it cannot be undone: its target is named with '\(word)'.",
                mend: "Add 'irreversible: true', so that a person is asked each time."
            )
        }
    }

    /// The word that gives a step away.
    ///
    /// A press of Enter in a field does what the form's button does, which the compiler marks; of the file alone only
    /// clicks can be told.
    static func word(of step: Step, in skill: Skill) -> String? {
        switch step.action {
        case .clickAt(let click):
            return IrreversibleWording.match(click.target.text.split(separator: "-").joined(separator: " "))
        case .click(let name), .doubleClick(let name), .rightClick(let name), .middleClick(let name),
            .heldClick(let name, _),
            .upload(let name, _):
            guard let target = skill.target(name) else { return nil }
            return word(of: target.fingerprint)
                ?? IrreversibleWording.match(target.name.text.split(separator: "-").joined(separator: " "))
        case .press(let name?, let keys) where ["Enter", "Space"].contains(keys.key):
            return skill.target(name).flatMap { isButton($0.fingerprint) ? word(of: $0.fingerprint) : nil }
        case .drag(let drag): return word(of: drag, in: skill)
        case .open, .back, .forward, .reload, .closeTab, .fill, .append, .press, .choose, .wheel, .hover, .scroll,
            .check,
            .uncheck, .expect,
            .waitFor, .extract, .ask:
            return nil
        }
    }

    /// What is dragged is as often a note "Pay the rent" that is put in order: so a place to let things go counts, such
    /// as a bin, and a control that is pushed, such as "slide to pay".
    private static func word(of drag: Drag, in skill: Skill) -> String? {
        if let source = skill.target(drag.source)?.fingerprint, source.role == "slider" || isButton(source),
            let word = IrreversibleWording.match(source.name)
        {
            return word
        }
        guard let drop = drag.drop.flatMap({ skill.target($0) })?.fingerprint,
            !["listitem", "option", "treeitem", "row"].contains(drop.role)
        else { return nil }
        return IrreversibleWording.match(drop.name)
    }

    private static func word(of fingerprint: Fingerprint) -> String? {
        guard isButton(fingerprint) else { return nil }
        return [fingerprint.name, fingerprint.text, fingerprint.attributes["value"] ?? ""].lazy
            .compactMap(IrreversibleWording.match).first
    }

    private static func isButton(_ fingerprint: Fingerprint) -> Bool {
        ["button", "link", "menuitem"].contains(fingerprint.role) || ["button", "a"].contains(fingerprint.tag)
            || ["submit", "button", "image"].contains(fingerprint.attributes["type"] ?? "")
    }
}
