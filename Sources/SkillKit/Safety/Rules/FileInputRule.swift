// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G012: only a run names files, and what it names reaches nothing but an `upload`.
///
/// No skill holds a path, no page can make one, and a path is shown to no page: it gets the file.
struct FileInputRule: SafetyRule {
    static let code = "G012"
    static let fileLimit = 20

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        let files = Set(skill.inputs.filter { $0.type == .file }.map(\.name))
        for step in skill.steps {
            if case .upload(_, let templates) = step.action {
                check(templates, files, step, &report)
            } else if step.action.templates.contains(where: { isAny(of: files, in: $0) }) {
                error("A file's path is used by '\(step.action.keyword)'.", "Use it in 'upload' only.", step, &report)
            }
            if step.signIns.contains(where: { isAny(of: files, in: $0.user) }) {
                error("A file's path is given as a user's name.", "Use it in 'upload' only.", step, &report)
            }
            if step.dialogTexts.contains(where: { isAny(of: files, in: $0) }) {
                error("A file's path is given to a dialog.", "Use it in 'upload' only.", step, &report)
            }
        }
    }

    private func check(_ templates: [TextTemplate], _ files: Set<String>, _ step: Step, _ report: inout SafetyReport) {
        if templates.isEmpty || templates.count > Self.fileLimit {
            error(
                "The step uploads \(templates.count) files.",
                "Name 1 to \(Self.fileLimit) inputs of type 'file'.",
                step,
                &report
            )
        }
        for template in templates {
            if case .reference(.input(let name))? = template.parts.first, template.parts.count == 1,
                files.contains(name)
            {
                continue
            }
            error(
                "What is uploaded is no input of type 'file'.",
                "Write '{{ inputs.NAME }}', alone, and declare 'NAME: { type: file }' under 'inputs'.",
                step,
                &report
            )
        }
    }

    private func isAny(of files: Set<String>, in template: TextTemplate) -> Bool {
        template.references.contains { if case .input(let name) = $0 { files.contains(name) } else { false } }
    }

    private func error(_ message: String, _ mend: String, _ step: Step, _ report: inout SafetyReport) {
        report.add(Self.code, .error, at: report.place(of: step), message, mend: mend)
    }
}
