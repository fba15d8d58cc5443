// SPDX-License-Identifier: Apache-2.0
internal import WebAddresses

/// G004: a reviewer is told when a site is no ordinary encrypted site of the public web.
struct OriginRule: SafetyRule {
    static let code = "G004"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        for site in skill.sites {
            let position = report.positions.part("site", site.name)
            switch site.origin.host.kind {
            case .metadata, .special:
                report.add(
                    Self.code,
                    .error,
                    at: position,
                    "\(site.origin) is where a machine keeps its credentials, or no site.",
                    mend: "Remove it: it can never be reached."
                )
            case .loopback, .private, .linkLocal:
                report.add(
                    Self.code,
                    .consent,
                    at: position,
                    "\(site.origin) lies on this machine or in a private network.",
                    mend: "Approve only if the skill is meant to act there."
                )
            case .public where site.origin.scheme == .http:
                report.add(
                    Self.code,
                    .warning,
                    at: position,
                    "\(site.origin) is not encrypted.",
                    mend: "Use https if the site has it."
                )
            case .public: break
            }
        }
    }
}
