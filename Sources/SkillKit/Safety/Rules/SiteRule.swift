// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// G003: every address lies within `sites`, and nothing that a run is given can lead out of its place in one.
struct SiteRule: SafetyRule {
    static let code = "G003"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        let sites = Set(skill.sites.map(\.name))
        for step in skill.steps {
            for (site, path) in Self.addresses(of: step) {
                if !sites.contains(site) {
                    report.add(
                        Self.code,
                        .error,
                        at: report.place(of: step),
                        "There is no site '\(site)'.",
                        mend: "Name its origin under 'sites', or use one of: \(sites.sorted().joined(separator: ", "))."
                    )
                }
                if (try? WebAddressPattern(path)) == nil {
                    report.add(
                        Self.code,
                        .error,
                        at: report.place(of: step),
                        "The path '\(path.prefix(80))' cannot be used.",
                        mend: "Begin it with '/'; '*' stands for a whole segment."
                    )
                }
            }
            if case .open(let address) = step.action { checkOpened(address, step, &report) }
        }
        for secret in skill.secrets where !sites.contains(secret.site) {
            report.add(
                Self.code,
                .error,
                at: report.positions.part("secret", secret.name),
                "The secret '\(secret.name)' is bound to '\(secret.site)', which is no site.",
                mend: "Bind it to a site."
            )
        }
    }

    /// A page's own text may not choose where to go, and a secret never belongs into an address.
    private func checkOpened(_ address: SiteAddress, _ step: Step, _ report: inout SafetyReport) {
        for reference in address.path.references {
            switch reference {
            case .input: break
            case .secret(let name):
                report.add(
                    Self.code,
                    .error,
                    at: report.place(of: step),
                    "The secret '\(name)' stands in an address.",
                    mend: "Type it into a field of its site instead."
                )
            case .output(let name):
                report.add(
                    Self.code,
                    .consent,
                    at: report.place(of: step),
                    "The address holds '\(name)', which a page gave.",
                    mend: "See that the page may choose it."
                )
            }
        }
    }

    private static func addresses(of step: Step) -> [(site: String, path: String)] {
        var result: [(String, String)] = []
        switch step.action {
        case .open(let address): result.append((address.site, address.path.parts.map(Self.stand).joined()))
        case .expect(.address(let pattern)), .waitFor(.address(let pattern)):
            result.append((pattern.site, pattern.path))
        case .expect, .waitFor, .back, .forward, .reload, .click, .doubleClick, .rightClick, .fill, .append, .press,
            .choose,
            .upload, .clickAt, .wheel, .hover, .scroll, .drag, .check, .uncheck, .extract:
            break
        }
        for consequence in step.then {
            switch consequence {
            case .navigation(let pattern), .address(let pattern): result.append((pattern.site, pattern.path))
            case .appears, .disappears, .dialog, .signIn, .opensTab, .download: break
            }
        }
        return result
    }

    private static func stand(_ part: TextTemplate.Part) -> String {
        switch part {
        case .literal(let text): text
        case .reference: "x"
        }
    }
}
