// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// One rule of the safety gate: it walks the typed tree of a skill, never its text.
///
/// To add one: a file in `Rules/`, a line in ``SafetyGate/rules``, a paragraph in `Docs/safety-gate.md`, and examples
/// that it accepts and rejects.
protocol SafetyRule: Sendable {
    /// The stable code of its findings.
    static var code: String { get }
    /// Looks at a whole skill.
    func check(_ skill: Skill, _ report: inout SafetyReport)
}

/// Where rules put what they find.
struct SafetyReport {
    let file: String
    let positions: SkillPositions
    private(set) var findings: [Diagnostic] = []

    init(file: String, positions: SkillPositions) {
        self.file = file
        self.positions = positions
    }

    mutating func add(
        _ code: String,
        _ severity: Diagnostic.Severity,
        at position: Position,
        _ message: String,
        mend: String
    ) {
        findings.append(
            Diagnostic(
                file: file,
                position: position,
                severity: severity,
                code: code,
                message: message,
                mend: mend
            )
        )
    }

    func place(of step: Step) -> Position { positions.step(step.id.rawValue) }
    func place(of target: Target) -> Position { positions.target(target.name.text) }
}
