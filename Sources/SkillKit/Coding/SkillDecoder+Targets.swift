// SPDX-License-Identifier: Apache-2.0

extension SkillDecoder {
    /// Joins what a person reads of each target with its machine-written line.
    mutating func targets(_ skill: MappingReader) -> [Target] {
        var fingerprints: [String: (Fingerprint, Position)] = [:]
        for member in skill.optional("fingerprints").map({ members($0) }) ?? [] {
            guard let name = member.key.text, let fingerprint = fingerprint(member.value) else { continue }
            fingerprints[name] = (fingerprint, member.key.position)
            positions.places["fingerprint:" + name] = member.key.position
        }
        var result: [Target] = []
        for member in skill.optional("targets").map({ members($0) }) ?? [] {
            guard let name = target(member.key) else { continue }
            positions.places["target:" + name.text] = member.key.position
            let known = ["site", "frame", "shows", "looks", "screen_text", "locators"]
            guard
                let reader = MappingReader(
                    member.value,
                    what: "The target '\(name)'",
                    known: known,
                    findings: &findings
                )
            else { continue }
            let looks = reader.required("looks", &findings).flatMap { text($0) }
            let locators = reader.required("locators", &findings).map { self.locators($0) } ?? []
            guard let (fingerprint, _) = fingerprints.removeValue(forKey: name.text) else {
                findings.error(
                    "S050",
                    member.key.position,
                    "The target '\(name)' has no line under 'fingerprints'",
                    "Teach it anew: without it no hit can be proved"
                )
                continue
            }
            guard let looks else { continue }
            result.append(
                Target(
                    name: name,
                    looks: looks,
                    locators: locators,
                    fingerprint: fingerprint,
                    site: reader.optional("site").flatMap { text($0) },
                    frame: reader.optional("frame").flatMap { target($0) },
                    shows: reader.optional("shows").flatMap { pattern($0) },
                    screenText: reader.optional("screen_text").flatMap { text($0) }
                )
            )
        }
        for (name, (_, position)) in fingerprints {
            findings.error("S051", position, "There is no target '\(name.prefix(64))'", "Remove its fingerprint")
        }
        return result
    }

    private mutating func locators(_ node: YAMLNode) -> [Locator] {
        guard case .sequence(let items) = node.content else {
            findings.error(
                "S024",
                node.position,
                "'locators' must be a list, not \(node.kind)",
                "Write [ { xpath: … } ]"
            )
            return []
        }
        return items.compactMap { locator($0) }
    }

    private mutating func locator(_ node: YAMLNode) -> Locator? {
        let known = ["xpath", "css", "role", "name", "matched"]
        guard let reader = MappingReader(node, what: "The locator", known: known, findings: &findings),
            let matched = reader.required("matched", &findings).flatMap({ number($0) })
        else { return nil }
        let kinds = reader.keys.filter { ["xpath", "css", "role"].contains($0) }
        guard kinds.count == 1, let value = reader.optional(kinds[0]) else {
            findings.error("S052", node.position, "A locator is exactly one of xpath, css or role", "Write one of them")
            return nil
        }
        if kinds[0] != "role", let name = reader.optional("name") {
            findings.error("S054", name.position, "'name' belongs to 'role', not to '\(kinds[0])'", "Remove it")
            return nil
        }
        switch kinds[0] {
        case "xpath": return text(value).map { .xpath($0, matched: matched) }
        case "css":
            let chain = value.text.map { [$0] } ?? texts(value)
            guard !chain.isEmpty else {
                findings.error("S055", value.position, "'css' is empty", "Write a selector, or remove the locator")
                return nil
            }
            return .css(chain, matched: matched)
        default:
            guard let role = text(value), let name = reader.required("name", &findings).flatMap({ text($0) }) else {
                return nil
            }
            return .role(role, name: name, matched: matched)
        }
    }

    private mutating func fingerprint(_ node: YAMLNode) -> Fingerprint? {
        let known = ["v", "tag", "attributes", "box", "counts", "first"] + Fingerprint.texts.map(\.name)
        guard let reader = MappingReader(node, what: "The fingerprint", known: known, findings: &findings),
            let version = reader.required("v", &findings).flatMap({ number($0) }),
            let tag = reader.required("tag", &findings).flatMap({ text($0) })
        else { return nil }
        guard version == Fingerprint.version else {
            findings.error("S053", node.position, "The fingerprint is of version \(version)", "Teach the target anew")
            return nil
        }
        let box = reader.optional("box").map { numbers($0) } ?? []
        let counts = (reader.optional("counts").map { members($0) } ?? [])
            .compactMap { member in
                member.key.text.flatMap { key in number(member.value).map { (key, $0) } }
            }
        var result = Fingerprint(
            tag: tag,
            attributes: pairs("attributes", reader),
            box: box,
            counts: Dictionary(counts) { first, _ in first }
        )
        for (name, member) in Fingerprint.texts { result[keyPath: member] = plain(name, reader) }
        result.first = reader.optional("first").flatMap { firstLook($0) }
        return result
    }

    private mutating func firstLook(_ node: YAMLNode) -> FirstLook? {
        guard
            let reader = MappingReader(
                node,
                what: "The first look",
                known: ["tag", "role", "name"],
                findings: &findings
            ), let tag = reader.required("tag", &findings).flatMap({ text($0) })
        else { return nil }
        return FirstLook(tag: tag, role: plain("role", reader), name: plain("name", reader))
    }

    /// Also negative ones: an element may begin left of or above the page.
    private mutating func numbers(_ node: YAMLNode) -> [Int] {
        texts(node)
            .compactMap { text in
                if let number = Int(text), number.magnitude <= 100_000_000 { return number }
                findings.error("S025", node.position, "Whole numbers are needed here", "Write [x, y, width, height]")
                return nil
            }
    }

    private mutating func plain(_ name: String, _ reader: MappingReader) -> String {
        reader.optional(name).flatMap { text($0) } ?? ""
    }

    private mutating func pairs(_ name: String, _ reader: MappingReader) -> [String: String] {
        var result: [String: String] = [:]
        for member in reader.optional(name).map({ members($0) }) ?? [] {
            if let key = member.key.text, let value = text(member.value) { result[key] = value }
        }
        return result
    }
}
