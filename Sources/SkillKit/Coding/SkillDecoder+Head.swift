// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// Everything above the steps.
extension SkillDecoder {
    mutating func origin(_ node: YAMLNode) -> SkillOrigin? {
        let keys = ["recording", "sha256", "recorded"]
        guard let reader = MappingReader(node, what: "'origin'", known: keys, findings: &findings) else { return nil }
        let recording = reader.required("recording", &findings).flatMap { slug($0) }
        let digest = reader.required("sha256", &findings).flatMap { text($0) }
        let recorded = reader.required("recorded", &findings).flatMap { self.time($0) }
        guard let recording, let digest, let recorded else { return nil }
        return SkillOrigin(recording: recording, sha256: digest, recorded: recorded)
    }

    private mutating func time(_ node: YAMLNode) -> Timestamp? {
        if let time = node.text.flatMap({ Timestamp($0) }) { return time }
        findings.error("S034", node.position, "This is no time", "Write it like 2026-11-20T10:00:00Z")
        return nil
    }

    mutating func browser(_ node: YAMLNode) -> BrowserSettings? {
        let keys = ["viewport", "locale", "timezone", "user_agent", "permissions", "place", "login", "authorities"]
        guard let reader = MappingReader(node, what: "'browser'", known: keys, findings: &findings) else { return nil }
        var settings = BrowserSettings()
        if let viewport = reader.optional("viewport") {
            let texts = (viewport.text ?? "").split(separator: "x", omittingEmptySubsequences: false)
            let sides = texts.compactMap { Int($0) }
            if texts.count == 2, sides.count == 2, sides.allSatisfy({ (100...8000).contains($0) }) {
                (settings.viewportWidth, settings.viewportHeight) = (sides[0], sides[1])
            } else {
                findings.error(
                    "S035",
                    viewport.position,
                    "The viewport must be two numbers from 100 to 8000",
                    "Write 1280x720"
                )
            }
        }
        settings.locale = reader.optional("locale").flatMap { text($0) }
        settings.timezone = reader.optional("timezone").flatMap { text($0) }
        settings.userAgent = reader.optional("user_agent").flatMap { userAgent($0) }
        settings.permissions = reader.optional("permissions").map { permissions($0) } ?? []
        settings.place = reader.optional("place").flatMap { place(onEarth: $0) }
        if let login = reader.optional("login"), login.text != "none" {
            if let name = slug(login) { settings.login = .profile(name) }
        }
        settings.authorities = reader.optional("authorities").map { authorities($0) } ?? []
        return settings
    }

    private mutating func permissions(_ node: YAMLNode) -> [PagePermission] {
        positions.places["permission:"] = node.position
        guard case .sequence(let items) = node.content else { return texts(node).compactMap { _ in nil } }
        return items.compactMap { item in
            if let permission = item.text.flatMap(PagePermission.init(rawValue:)) { return permission }
            let names = PagePermission.allCases.map(\.rawValue).joined(separator: ", ")
            findings.error("S063", item.position, "This is no permission", "Write one of \(names)")
            return nil
        }
    }

    private mutating func place(onEarth node: YAMLNode) -> EarthPlace? {
        if case .sequence(let items) = node.content,
            let place = EarthPlace(items.map { $0.text ?? "" }.joined(separator: ","))
        {
            return place
        }
        findings.error(
            "S077",
            node.position,
            "This is no place on earth",
            "Write latitude and longitude: [52.52, 13.405]"
        )
        return nil
    }

    private mutating func authorities(_ node: YAMLNode) -> [Slug] {
        positions.places["authority:"] = node.position
        guard case .sequence(let items) = node.content else { return texts(node).compactMap { _ in nil } }
        return items.compactMap { slug($0) }
    }

    /// One line of plain ASCII: it goes into a header.
    private mutating func userAgent(_ node: YAMLNode) -> String? {
        if let text = node.text, (1...300).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) })
        {
            return text
        }
        findings.error(
            "S061",
            node.position,
            "A user agent must be one line of 1 to 300 plain characters",
            "Write it as a browser sends it"
        )
        return nil
    }

    /// `none` is all that can be said of it: everybody else keeps pictures.
    mutating func keepsEvidence(_ node: YAMLNode) -> Bool {
        if node.text != "none" {
            findings.error("S046", node.position, "The only word for 'evidence' is 'none'", "Write it, or leave it out")
        }
        return false
    }

    /// `true` is all that can be said of it: no other skill needs it.
    mutating func needsObservation(_ node: YAMLNode) -> Bool {
        if node.text != "true" {
            findings.error(
                "S076",
                node.position,
                "The only word for 'needs_observation' is 'true'",
                "Write it, or leave it out"
            )
        }
        return true
    }

    mutating func sites(_ node: YAMLNode) -> [Site] {
        members(node)
            .compactMap { member in
                guard let name = name(member.key, "site"), let address = text(member.value) else { return nil }
                do throws(AddressError) {
                    return Site(name: name, origin: try WebOrigin(address))
                } catch {
                    findings.error(
                        "S036",
                        member.value.position,
                        String(error.message.dropLast()),
                        "Write an origin such as https://shop.example"
                    )
                    return nil
                }
            }
    }

    mutating func secrets(_ node: YAMLNode) -> [SecretBinding] {
        members(node)
            .compactMap { member in
                guard let name = name(member.key, "secret"), let site = text(member.value) else { return nil }
                return SecretBinding(name: name, site: site)
            }
    }

    mutating func inputs(_ node: YAMLNode) -> [InputDeclaration] {
        members(node)
            .compactMap { member in
                guard let name = name(member.key, "input"),
                    let reader = MappingReader(
                        member.value,
                        what: "The input '\(name)'",
                        known: ["type", "default", "description"],
                        findings: &findings
                    ),
                    let type = type(reader)
                else { return nil }
                return InputDeclaration(
                    name: name,
                    type: type,
                    defaultValue: defaultValue(reader, type),
                    description: reader.optional("description").flatMap { text($0) }
                )
            }
    }

    private mutating func defaultValue(_ input: MappingReader, _ type: InputDeclaration.ValueType) -> String? {
        guard let node = input.optional("default"), let value = text(node) else { return nil }
        if type == .file {
            findings.error("S038", node.position, "A file has no default", "Leave it out: a run names the file")
            return nil
        }
        if type.accepts(value) { return value }
        findings.error("S038", node.position, "The default is no \(type.rawValue)", "Write one, or leave it out")
        return nil
    }

    mutating func outputs(_ node: YAMLNode) -> [OutputDeclaration] {
        members(node)
            .compactMap { member in
                guard let name = name(member.key, "output"),
                    let reader = MappingReader(
                        member.value,
                        what: "The output '\(name)'",
                        known: ["type"],
                        findings: &findings
                    ),
                    let type = type(reader, isOutput: true)
                else { return nil }
                return OutputDeclaration(name: name, type: type)
            }
    }

    private mutating func type(_ reader: MappingReader, isOutput: Bool = false) -> InputDeclaration.ValueType? {
        guard let node = reader.required("type", &findings) else { return nil }
        if let type = node.text.flatMap(InputDeclaration.ValueType.init(rawValue:)), !isOutput || type != .file {
            return type
        }
        let words = isOutput ? "string, number or boolean" : "string, number, boolean or file"
        findings.error("S037", node.position, "This is no type", "Write \(words)")
        return nil
    }
}
