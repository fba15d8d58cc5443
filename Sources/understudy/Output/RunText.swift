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
        return (detail.steps.isEmpty ? "" : table.text + "\n") + ending(of: detail)
    }

    /// How it ended, or what it waits for.
    static func ending(of detail: RunDetail) -> String {
        let summary = detail.summary
        var text = "\(summary.id) \(summary.skill): \(summary.state.rawValue)"
        if let reason = summary.reason { text += " (\(reason))" }
        if let time = summary.durationMilliseconds { text += " in \(time) ms" }
        if let message = detail.message { text += "\n\(message)" }
        if let approval = detail.waitsFor { text += "\nwaits for a person: \(approval.question) [\(approval.id)]" }
        for (name, value) in detail.outputs.sorted(by: { $0.key < $1.key }) { text += "\n\(name): \(value)" }
        for file in detail.files { text += "\nfile \(file.number): \(file.name), \(file.bytes) bytes" }
        return text
    }
}
