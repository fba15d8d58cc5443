// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Vocabulary

/// A run as people read it.
enum RunText {
    /// The steps as a table, then how it ended.
    static func describe(_ detail: RunDetail) -> String {
        var table = TextTable("STEP", "ACTION", "RESULT", "LOCATOR", "MATCHES", "LOOKS", "TIME", "PICTURE")
        for step in detail.steps {
            table.add(
                step.id.rawValue,
                step.action,
                step.outcome + (step.code.map { " (\($0))" } ?? ""),
                step.locator ?? "-",
                step.matches.isEmpty
                    ? "-"
                    : step.matches.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "),
                step.attempts.map { "\($0)" } ?? "-",
                step.durationMilliseconds.map { "\($0) ms" } ?? "-",
                step.evidence["withheld"].map { "no (\($0))" } ?? (step.evidence["file"] == nil ? "-" : "yes")
            )
        }
        let rescues = detail.steps.compactMap { step in step.rescue.map { rescue(of: step.id, $0) } }
        return ([detail.steps.isEmpty ? nil : table.text] + rescues).compactMap(\.self).map { $0 + "\n" }.joined()
            + ending(of: detail)
    }

    /// How a target was found without its locators, or why not.
    static func rescue(of step: StepID, _ rescue: RescueSummary) -> String {
        let found = rescue.level.map { level in
            "'\(rescue.target)' was found by \(level)"
                + (rescue.proof.isEmpty ? "" : ", proved by \(rescue.proof.joined(separator: ", "))")
        }
        var lines = ["\(step): " + (found ?? "'\(rescue.target)' was not found")]
        for (index, one) in rescue.best.enumerated() {
            let why = index == 0 && rescue.level == "similarity" ? "taken" : one.refusal ?? "not taken"
            lines.append("  \(index): \(percent(one.score)) \(one.looks ?? "") (\(why))")
        }
        if let margin = rescue.margin { lines.append("  ahead of the next by \(percent(margin))") }
        return (lines + rescue.advice.map { "  " + $0 }).joined(separator: "\n")
    }

    /// What a run asks a person.
    static func question(_ question: RunQuestion) -> String {
        var lines = ["Which of these is '\(question.target)', recorded as \(question.looks)?"]
        for (index, one) in question.candidates.enumerated() {
            lines.append("  \(index): \(percent(one.score)) \(one.looks) near \"\(one.near)\" (\(one.refusal))")
        }
        return lines.joined(separator: "\n")
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    /// How it ended, or what it waits for.
    static func ending(of detail: RunDetail) -> String {
        let summary = detail.summary
        var text = "\(summary.id) \(summary.skill): \(summary.state.rawValue)"
        if let reason = summary.reason { text += " (\(reason))" }
        if let time = summary.durationMilliseconds { text += " in \(time) ms" }
        if let message = detail.message { text += "\n\(message)" }
        if let approval = detail.waitsFor { text += "\nwaits for a person: \(approval.question) [\(approval.id)]" }
        if let question = detail.asks {
            text +=
                "\n\(Self.question(question))\nanswer with 'understudy runs answer \(summary.id) NUMBER', or none, repeat, go_on or stop"
        }
        if detail.asks == nil, let question = detail.question, question.kind == "refusal" {
            text += "\n\(question.text)\nanswer with 'understudy runs answer \(summary.id) repeat', or go_on, or stop"
        }
        if let step = detail.goesOnAt {
            text += "\ngo on with 'understudy skills run \(summary.skill) --from \(step)'"
        }
        if let question = detail.question, let form = question.form {
            let way =
                switch form {
                case "secret": "--secret"
                case "text": "--text '…'"
                default: "approve, or deny"
                }
            text += "\nasks a person: \(question.text)\nanswer with 'understudy runs answer \(summary.id) \(way)'"
        }
        for (name, value) in detail.outputs.sorted(by: { $0.key < $1.key }) { text += "\n\(name): \(value)" }
        for file in detail.files { text += "\nfile \(file.number): \(file.name), \(file.bytes) bytes" }
        return text
    }
}
