// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// One thing that a skill may reach.
public struct SkillReach: Sendable, Hashable, Codable {
    /// What kind of reach it is.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Pages that it may open and act on.
        case open
        /// Hosts that its pages may load from.
        case load
        /// A secret that it may type.
        case secret
        /// Something of the machine that pages may use without asking.
        case permission
        /// Whose cookies it runs with.
        case login
        /// Who it believes when a certificate is shown.
        case authority
        /// A file that the run is given.
        case file
    }

    /// The kind.
    public var kind: Kind
    /// What it is: an origin, a host, a name.
    public var name: String
    /// Where it may be used; nil where that says nothing.
    public var place: String?

    static func all(of skill: Skill) -> [SkillReach] {
        var all = skill.sites.map { SkillReach(kind: .open, name: $0.origin.text, place: $0.name) }
        all += skill.resourceDomains.map { SkillReach(kind: .load, name: $0) }
        all += skill.secrets.map {
            SkillReach(kind: .secret, name: $0.name, place: skill.origin(ofSite: $0.site)?.text ?? $0.site)
        }
        let asked = skill.steps.flatMap(\.permissionsAsked).filter(\.isGranted).map(\.permission)
        all += PagePermission.allCases.filter { skill.browser.permissions.contains($0) || asked.contains($0) }
            .map { SkillReach(kind: .permission, name: $0.rawValue) }
        if case .profile(let name) = skill.browser.login { all.append(SkillReach(kind: .login, name: name.text)) }
        all += skill.browser.authorities.map { SkillReach(kind: .authority, name: $0.text) }
        all += skill.inputs.filter { $0.type == .file }.map { SkillReach(kind: .file, name: $0.name) }
        return all
    }
}
