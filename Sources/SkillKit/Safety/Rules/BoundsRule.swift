// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G001: a skill is of a size that a person can review, and always ends.
struct BoundsRule: SafetyRule {
    static let code = "G001"
    static let stepLimit = 500
    static let textLimit = 10_000
    static let downloadLimit = 20
    static let longest: Duration = .seconds(600)
    /// A person may be away for longer than a page.
    static let longestAsked: Duration = .seconds(3600)

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        if skill.steps.isEmpty {
            report.add(Self.code, .error, at: .start, "The skill has no steps.", mend: "Teach or write at least one.")
        }
        if skill.steps.count > Self.stepLimit {
            report.add(
                Self.code,
                .error,
                at: .start,
                "The skill has \(skill.steps.count) steps.",
                mend: "Split it: \(Self.stepLimit) is the most that one skill may have."
            )
        }
        for step in skill.steps { check(step, &report) }
        checkDownloads(of: skill, &report)
        if let open = skill.steps.first, case .open = open.action { return }
        report.add(
            Self.code,
            .error,
            at: skill.steps.first.map { report.place(of: $0) } ?? .start,
            "The first step does not open a page.",
            mend: "Begin with 'open: site:/path'."
        )
    }

    private func checkDownloads(of skill: Skill, _ report: inout SafetyReport) {
        var count = 0
        for step in skill.steps {
            count += step.then.count { if case .download = $0 { true } else { false } }
            guard count > Self.downloadLimit else { continue }
            return report.add(
                Self.code,
                .error,
                at: report.place(of: step),
                "The skill downloads more than \(Self.downloadLimit) files.",
                mend: "Split it: that is the most that one run may bring."
            )
        }
    }

    private func check(_ step: Step, _ report: inout SafetyReport) {
        let isAsking = if case .ask = step.action { true } else { false }
        let longest = isAsking ? Self.longestAsked : Self.longest
        if let within = step.within, within < .milliseconds(1) || within > longest {
            report.add(
                Self.code,
                .error,
                at: report.place(of: step),
                "The step's 'within' is not between 1ms and \(isAsking ? "60m" : "10m").",
                mend: "Give it a time in that range."
            )
        }
        for template in step.templates where template.source.count > Self.textLimit {
            report.add(
                Self.code,
                .error,
                at: report.place(of: step),
                "The step's text is longer than \(Self.textLimit) characters.",
                mend: "Give it as an input instead."
            )
        }
    }
}
