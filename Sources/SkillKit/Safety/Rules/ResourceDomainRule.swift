// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// G011: what a page may load from is named host by host, or as the hosts below one owner's name.
struct ResourceDomainRule: SafetyRule {
    static let code = "G011"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        for domain in skill.resourceDomains {
            do {
                let pattern = try HostPattern(domain)
                guard [.metadata, .special].contains(pattern.host.kind) else { continue }
                refuse(domain, "It is where a machine keeps its credentials, or no host.", &report)
            } catch {
                refuse(domain, error.message, &report)
            }
        }
    }

    private func refuse(_ domain: String, _ why: String, _ report: inout SafetyReport) {
        report.add(
            Self.code,
            .error,
            at: report.positions.part("resource_domain", domain),
            "The resource domain '\(domain.prefix(80))' is refused. \(why)",
            mend: "Write a host such as cdn.shop.example, or *.shop.example for those below it."
        )
    }
}
