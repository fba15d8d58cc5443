// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// G003: every address lies within `sites`, and nothing that a run is given can lead out of its place in one.
struct SiteRule: SafetyRule {
    static let code = "G003"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        let sites = Set(skill.sites.map(\.name))
        for target in skill.targets {
            if let site = target.site { checkPage(site, in: sites, at: report.place(of: target), &report) }
            if let shown = target.shows { check(shown, in: sites, at: report.place(of: target), &report) }
        }
        for step in skill.steps {
            for address in Self.addresses(of: step) { check(address, in: sites, at: report.place(of: step), &report) }
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

    private func check(
        _ address: SiteAddressPattern,
        in sites: Set<String>,
        at place: Position,
        _ report: inout SafetyReport
    ) {
        checkPage(address.site, in: sites, at: place, &report)
        if (try? WebAddressPattern(address.path)) == nil {
            report.add(
                Self.code,
                .error,
                at: place,
                "The path '\(address.path.prefix(80))' cannot be used.",
                mend: "Begin it with '/'; '*' stands for a whole segment."
            )
        }
    }

    private func checkPage(_ site: String, in sites: Set<String>, at place: Position, _ report: inout SafetyReport) {
        guard !sites.contains(site) else { return }
        report.add(
            Self.code,
            .error,
            at: place,
            "There is no site '\(site)'.",
            mend: "Name its origin under 'sites', or use one of: \(sites.sorted().joined(separator: ", "))."
        )
    }

    /// A page's own text may not choose where to go, and a secret never belongs into an address.
    private func checkOpened(_ address: SiteAddress, _ step: Step, _ report: inout SafetyReport) {
        for reference in address.path.references {
            switch reference {
            case .input, .answer: break
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

    private static func addresses(of step: Step) -> [SiteAddressPattern] {
        var result: [SiteAddressPattern] = []
        switch step.action {
        case .open(let address):
            let path = address.path.parts.map(Self.stand).joined()
            result.append(SiteAddressPattern(site: address.site, path: path))
        case .expect(.address(let pattern)), .waitFor(.address(let pattern)): result.append(pattern)
        case .expect, .waitFor, .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick,
            .heldClick,
            .fill, .append, .press,
            .choose,
            .upload, .clickAt, .wheel, .hover, .scroll, .drag, .check, .uncheck, .extract, .ask:
            break
        }
        for consequence in step.then {
            switch consequence {
            case .navigation(let pattern), .address(let pattern), .opensTab(_, at: let pattern?):
                result.append(pattern)
            case .request(let request): result.append(request.address)
            case .appears, .disappears, .dialog, .signIn, .opensTab, .download, .frame: break
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
