// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G015: a reviewer agrees to whose certificates are believed besides those that every browser believes.
struct AuthorityRule: SafetyRule {
    static let code = "G015"

    /// More than that is a list that nobody reads.
    private static let limit = 8

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        let names = skill.browser.authorities
        guard !names.isEmpty else { return }
        let place = report.positions.part("authority", "")
        report.add(
            Self.code,
            .consent,
            at: place,
            "Whoever has the keys of these authorities can pass for any site that the skill opens: "
                + names.map(\.text).joined(separator: ", ") + ".",
            mend: "Approve only if the task needs it."
        )
        if Set(names).count != names.count || names.count > Self.limit {
            report.add(
                Self.code,
                .error,
                at: place,
                "The authorities are more than \(Self.limit), or one is named twice.",
                mend: "Name each once."
            )
        }
        if case .profile(let login) = skill.browser.login, login.text == "default" {
            report.add(
                Self.code,
                .error,
                at: place,
                "The login 'default' is that of the appliance's own browser, which believes no authority of a skill's.",
                mend: "Use 'login: none', or another login."
            )
        }
    }
}
