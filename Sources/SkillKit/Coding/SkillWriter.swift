// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// Writes skills in the one layout that this program writes: what it may do, what it does, the targets, and last the
/// machine-written lines.
///
/// Reading what was written and writing it again gives the same bytes.
public enum SkillWriter {
    /// The file's text.
    public static func text(of skill: Skill) -> String {
        var lines = ["understudy: \(Skill.formatVersion)", "name: \(skill.name)"]
        lines.append("description: \(YAMLText.block(skill.description))")
        if let origin = skill.origin {
            lines.append(
                "origin: { recording: \(origin.recording), sha256: \(origin.sha256), recorded: \(YAMLText.flow(origin.recorded.description)) }"
            )
        }
        lines.append("browser: \(browser(skill.browser))")
        if !skill.keepsEvidence { lines.append("evidence: none") }
        if skill.needsObservation { lines.append("needs_observation: true") }
        lines.append("sites: " + map(skill.sites.map { ($0.name, YAMLText.flow($0.origin.text)) }))
        if !skill.resourceDomains.isEmpty {
            lines.append("resource_domains: " + list(skill.resourceDomains.map(YAMLText.flow)))
        }
        if !skill.secrets.isEmpty { lines.append("secrets: " + map(skill.secrets.map { ($0.name, $0.site) })) }
        if !skill.inputs.isEmpty { lines.append("inputs:") }
        lines += skill.inputs.map { input in
            "  \(input.name): { type: \(input.type.rawValue)"
                + (input.defaultValue.map { ", default: \(YAMLText.flow($0))" } ?? "")
                + (input.description.map { ", description: \(YAMLText.flow($0))" } ?? "") + " }"
        }
        if !skill.outputs.isEmpty { lines.append("outputs:") }
        lines += skill.outputs.map { "  \($0.name): { type: \($0.type.rawValue) }" }
        lines.append("steps:" + (skill.steps.isEmpty ? " []" : ""))
        lines += skill.steps.map { "  - \(StepText.line($0))" }
        if !skill.targets.isEmpty { lines.append("targets:") }
        lines += skill.targets.flatMap(lines(of:))
        if !skill.targets.isEmpty { lines.append("fingerprints: # machine-written") }
        lines += skill.targets.map { "  \($0.name): \(FingerprintText.line($0.fingerprint))" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A target as the file has it, without its fingerprint.
    static func lines(of target: Target) -> [String] {
        var lines = ["  \(target.name):"]
        if let site = target.site { lines.append("    site: \(site)") }
        if let frame = target.frame { lines.append("    frame: \(frame)") }
        if let shows = target.shows { lines.append("    shows: \(YAMLText.flow(shows.description))") }
        lines.append("    looks: \(YAMLText.block(target.looks))")
        if let words = target.screenText { lines.append("    screen_text: \(YAMLText.block(words))") }
        lines.append("    locators:" + (target.locators.isEmpty ? " []" : ""))
        return lines + target.locators.map { "      - \(locator($0))" }
    }

    /// One step as the file has it.
    public static func line(of step: Step) -> String { StepText.line(step) }

    private static func browser(_ settings: BrowserSettings) -> String {
        var members = [("viewport", "\(settings.viewportWidth)x\(settings.viewportHeight)")]
        if let locale = settings.locale { members.append(("locale", YAMLText.flow(locale))) }
        if let timezone = settings.timezone { members.append(("timezone", YAMLText.flow(timezone))) }
        if let agent = settings.userAgent { members.append(("user_agent", YAMLText.flow(agent))) }
        if !settings.permissions.isEmpty {
            members.append(("permissions", list(settings.permissions.map(\.rawValue))))
        }
        if let place = settings.place { members.append(("place", list(place.parts))) }
        switch settings.login {
        case .none: members.append(("login", "none"))
        case .profile(let name): members.append(("login", name.text))
        }
        if !settings.authorities.isEmpty { members.append(("authorities", list(settings.authorities.map(\.text)))) }
        return map(members)
    }

    private static func locator(_ locator: Locator) -> String {
        switch locator {
        case .xpath(let path, let matched): map([("xpath", YAMLText.flow(path)), ("matched", "\(matched)")])
        case .css(let chain, let matched): map([("css", list(chain.map(YAMLText.flow))), ("matched", "\(matched)")])
        case .role(let role, let name, let matched):
            map([("role", YAMLText.flow(role)), ("name", YAMLText.flow(name)), ("matched", "\(matched)")])
        }
    }

    static func map(_ members: [(String, String)]) -> String {
        members.isEmpty ? "{}" : "{ " + members.map { "\($0): \($1)" }.joined(separator: ", ") + " }"
    }

    static func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
}
