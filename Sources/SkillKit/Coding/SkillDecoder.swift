// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// Makes a skill of a YAML tree; goes on after an error to find the next one.
struct SkillDecoder {
    var findings: Findings
    var positions = SkillPositions()

    init(file: String) { findings = Findings(file: file) }

    private static let keys = [
        "understudy", "name", "description", "origin", "browser", "evidence", "needs_observation", "sites",
        "resource_domains", "secrets",
        "inputs",
        "outputs", "steps", "targets", "fingerprints",
    ]

    mutating func skill(_ node: YAMLNode) -> Skill? {
        guard let reader = MappingReader(node, what: "The skill", known: SkillDecoder.keys, findings: &findings) else {
            return nil
        }
        guard version(reader) else { return nil }
        let name = reader.required("name", &findings).flatMap { slug($0) }
        let description = reader.required("description", &findings).flatMap { text($0) }
        let origin = reader.optional("origin").flatMap { self.origin($0) }
        let browser = reader.optional("browser").flatMap { self.browser($0) } ?? BrowserSettings()
        let keepsEvidence = reader.optional("evidence").map { self.keepsEvidence($0) } ?? true
        let needsObservation = reader.optional("needs_observation").map { self.needsObservation($0) } ?? false
        let sites = reader.required("sites", &findings).map { self.sites($0) } ?? []
        let resources = reader.optional("resource_domains").map { resourceDomains($0) } ?? []
        let secrets = reader.optional("secrets").map { self.secrets($0) } ?? []
        let inputs = reader.optional("inputs").map { self.inputs($0) } ?? []
        let outputs = reader.optional("outputs").map { self.outputs($0) } ?? []
        let steps = reader.required("steps", &findings).map { self.steps($0) } ?? []
        let targets = self.targets(reader)
        guard let name, let description else { return nil }
        return Skill(
            name: name,
            description: description,
            origin: origin,
            browser: browser,
            keepsEvidence: keepsEvidence,
            needsObservation: needsObservation,
            sites: sites,
            resourceDomains: resources,
            secrets: secrets,
            inputs: inputs,
            outputs: outputs,
            steps: steps,
            targets: targets
        )
    }

    private mutating func version(_ reader: MappingReader) -> Bool {
        guard let node = reader.required("understudy", &findings) else { return false }
        guard let number = node.text.flatMap({ Int($0) }), number >= 1 else {
            findings.error("S030", node.position, "'understudy' must be the format's number", "Write 'understudy: 1'")
            return false
        }
        guard number <= Skill.formatVersion else {
            findings.error(
                "S031",
                node.position,
                "The skill is written in format \(number), and this program reads \(Skill.formatVersion)",
                "Use a newer version of the program"
            )
            return false
        }
        return true
    }

    // MARK: Plain values

    mutating func text(_ node: YAMLNode) -> String? {
        if let text = node.text { return text }
        findings.error("S023", node.position, "A text is needed here, not \(node.kind)", "Write one")
        return nil
    }

    mutating func slug(_ node: YAMLNode) -> Slug? {
        guard let text = text(node) else { return nil }
        do throws(VocabularyError) { return try Slug(text) } catch {
            findings.error(
                "S032",
                node.position,
                String(error.message.dropLast()),
                "Use a plain name such as order-coffee"
            )
            return nil
        }
    }

    mutating func texts(_ node: YAMLNode) -> [String] {
        guard case .sequence(let items) = node.content else {
            findings.error("S024", node.position, "A list is needed here, not \(node.kind)", "Write [a, b]")
            return []
        }
        return items.compactMap { text($0) }
    }

    mutating func resourceDomains(_ node: YAMLNode) -> [String] {
        if case .sequence(let items) = node.content {
            for item in items { item.text.map { positions.places["resource_domain:" + $0] = item.position } }
        }
        return texts(node)
    }

    mutating func number(_ node: YAMLNode) -> Int? {
        if let number = node.text.flatMap({ Int($0) }), (0...100_000_000).contains(number) { return number }
        findings.error("S025", node.position, "A whole number is needed here", "Write one such as 1")
        return nil
    }

    mutating func flag(_ node: YAMLNode) -> Bool? {
        if case .scalar(let text, isPlain: true) = node.content, let flag = ["true": true, "false": false][text] {
            return flag
        }
        findings.error("S026", node.position, "Only true or false can stand here", "Write one of them")
        return nil
    }

    mutating func members(_ node: YAMLNode) -> [(key: YAMLNode, value: YAMLNode)] {
        if case .mapping(let members) = node.content { return members }
        findings.error("S020", node.position, "A set of keys is needed here, not \(node.kind)", "Write 'name: value'")
        return []
    }

    /// A name of the skill's own (a site, an input), checked and remembered with its place.
    mutating func name(_ node: YAMLNode, _ kind: String) -> String? {
        guard let text = node.text, SkillName.isWellFormed(text) else {
            findings.error(
                "S033",
                node.position,
                "This is no name: use a-z, 0-9, '-' and '_', at most 64 of them",
                "Choose another"
            )
            return nil
        }
        positions.places[kind + ":" + text] = node.position
        return text
    }
}
