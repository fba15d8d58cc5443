// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G014: a frame is a target that shows a document, and what is done in it stays in it.
struct FrameRule: SafetyRule {
    static let code = "G014"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        for target in skill.targets { check(target, skill, &report) }
        for step in skill.steps {
            checkDrag(step, skill, &report)
            for case .frame(let name) in step.then where skill.target(name)?.isFrame == false {
                report.add(
                    Self.code,
                    .error,
                    at: report.place(of: step),
                    "'\(name)' is no frame, so it shows no document.",
                    mend: "Name an <iframe>, or write 'appears'."
                )
            }
            checkSecret(step, skill, &report)
        }
    }

    private func check(_ target: Target, _ skill: Skill, _ report: inout SafetyReport) {
        if target.shows != nil, !target.isFrame {
            add("'\(target.name)' is no frame, so it shows no address.", "Remove 'shows'.", target, &report)
        }
        guard let name = target.frame else { return }
        if target.site != nil {
            add("'\(target.name)' is in a frame, which says what it shows.", "Remove 'site'.", target, &report)
        }
        guard let frame = skill.target(name) else {
            return add("There is no target '\(name)'.", "Describe the frame under 'targets'.", target, &report)
        }
        if !frame.isFrame {
            add("'\(name)' is no frame but <\(frame.fingerprint.tag)>.", "Name an <iframe>.", target, &report)
        }
        if skill.frames(around: target.name) == nil {
            add(
                "The frames around '\(target.name)' are in each other, missing, or more than \(Skill.frameDepth).",
                "Teach it anew.",
                target,
                &report
            )
        }
    }

    private func checkDrag(_ step: Step, _ skill: Skill, _ report: inout SafetyReport) {
        guard case .drag(let drag) = step.action, let drop = drag.drop,
            skill.target(drop)?.frame != skill.target(drag.source)?.frame
        else { return }
        report.add(
            Self.code,
            .error,
            at: report.place(of: step),
            "The ends of the drag are in different frames.",
            mend: "Drag within one frame."
        )
    }

    /// Where a frame says what it shows, the file itself tells whose field a secret is typed into.
    private func checkSecret(_ step: Step, _ skill: Skill, _ report: inout SafetyReport) {
        guard case .fill(let name, let text) = step.action, let frames = skill.frames(around: name) else { return }
        guard let site = frames.last(where: { $0.shows != nil })?.shows?.site else { return }
        for case .secret(let secret) in text.references {
            guard let bound = skill.secrets.first(where: { $0.name == secret })?.site,
                skill.origin(ofSite: bound) != skill.origin(ofSite: site)
            else { continue }
            report.add(
                Self.code,
                .error,
                at: report.place(of: step),
                "The secret '\(secret)' is bound to '\(bound)', but the frame shows '\(site)'.",
                mend: "Bind it to the site of the frame."
            )
        }
    }

    private func add(_ message: String, _ mend: String, _ target: Target, _ report: inout SafetyReport) {
        report.add(Self.code, .error, at: report.place(of: target), message, mend: mend)
    }
}
