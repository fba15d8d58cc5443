// SPDX-License-Identifier: Apache-2.0

/// The static analysis that every skill passes before approval, and again before every run.
public enum SafetyGate {
    static let rules: [any SafetyRule] = [
        BoundsRule(), ReferenceRule(), SiteRule(), OriginRule(), IrreversibleRule(), SecretRule(), ClearSecretRule(),
        LocatorRule(), HiddenTextRule(), AddressSecretRule(), ResourceDomainRule(), FileInputRule(), PermissionRule(),
        FrameRule(), AuthorityRule(), ScreenTextRule(),
    ]

    /// What the rules find, in the order of the file.
    ///
    /// - Parameters:
    ///   - skill: what was read.
    ///   - positions: where its parts stand.
    ///   - file: the file's name, for the findings.
    public static func check(
        _ skill: Skill,
        positions: SkillPositions = SkillPositions(),
        file: String
    ) -> [Diagnostic] {
        var report = SafetyReport(file: file, positions: positions)
        for rule in rules { rule.check(skill, &report) }
        return report.findings.sorted { ($0.position, $0.severity) < ($1.position, $1.severity) }
    }

    /// Whether findings let a skill be approved and run.
    public static func lets(_ findings: [Diagnostic]) -> Bool { !findings.contains { $0.severity == .error } }
}
