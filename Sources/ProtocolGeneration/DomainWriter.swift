// SPDX-License-Identifier: Apache-2.0

/// Writes the Swift of one domain.
struct DomainWriter {
    let file: ProtocolFile
    let subset: Subset
    let domain: ProtocolFile.Domain

    private var link: String { "https://chromedevtools.github.io/devtools-protocol/tot/\(domain.domain)" }

    func text() throws(GenerationError) -> String {
        var parts: [String] = []
        for entry in subset.entries(of: .command, in: domain.domain) { parts.append(try command(entry)) }
        for entry in subset.entries(of: .event, in: domain.domain) { parts.append(try event(entry)) }
        for entry in subset.entries(of: .type, in: domain.domain) { parts.append(try type(entry)) }
        let usesVocabulary = parts.contains { $0.contains("JSONValue") }
        return Generator.head + (usesVocabulary ? "public import Vocabulary\n" : "") + """

            /// The [\(domain.domain)](\(link)) domain.
            public enum \(domain.domain) {

            """ + parts.joined(separator: "\n") + "}\n"
    }

    private func command(_ entry: Subset.Entry) throws(GenerationError) -> String {
        guard let found = domain.commands.first(where: { $0.name == entry.name }) else {
            throw GenerationError("the protocol has no command \(domain.domain).\(entry.name)")
        }
        let parameters = try fields(entry.fields, of: found.parameters ?? [], in: entry)
        let results = try fields(entry.results, of: found.returns ?? [], in: entry)
        var text = """
                /// [\(domain.domain).\(entry.name)](\(link)/#method-\(entry.name))
                public struct \(entry.name.capitalised): CDPCommand {
                    /// The method's name on the wire.
                    public static let method = "\(domain.domain).\(entry.name)"

            """
        text += properties(parameters, indent: "        ", mutable: true)
        text += initializer(parameters, indent: "        ")
        text += "\n        /// What comes back.\n        public struct Reply: Decodable, Sendable {\n"
        text += properties(results, indent: "            ", mutable: false)
        return text + "        }\n    }\n"
    }

    private func event(_ entry: Subset.Entry) throws(GenerationError) -> String {
        guard let found = domain.events?.first(where: { $0.name == entry.name }) else {
            throw GenerationError("the protocol has no event \(domain.domain).\(entry.name)")
        }
        let parameters = try fields(entry.fields, of: found.parameters ?? [], in: entry)
        return """
                /// [\(domain.domain).\(entry.name)](\(link)/#event-\(entry.name))
                public struct \(entry.name.capitalised): CDPEventParameters {
                    /// The event's name on the wire.
                    public static let method = "\(domain.domain).\(entry.name)"

            """ + properties(parameters, indent: "        ", mutable: false) + "    }\n"
    }

    private func type(_ entry: Subset.Entry) throws(GenerationError) -> String {
        guard let found = domain.types?.first(where: { $0.id == entry.name }) else {
            throw GenerationError("the protocol has no type \(domain.domain).\(entry.name)")
        }
        let members = try fields(entry.fields, of: found.properties ?? [], in: entry)
        return """
                /// [\(domain.domain).\(entry.name)](\(link)/#type-\(entry.name))
                public struct \(entry.name): Codable, Sendable {

            """ + properties(members, indent: "        ", mutable: true) + initializer(members, indent: "        ")
                + "    }\n"
    }

    private struct Field {
        let name: String
        let type: String
        let isOptional: Bool
        var swiftType: String { isOptional ? type + "?" : type }
    }

    private func fields(
        _ wanted: [String],
        of properties: [ProtocolFile.Property],
        in entry: Subset.Entry
    ) throws(GenerationError) -> [Field] {
        var result: [Field] = []
        for name in wanted {
            guard let property = properties.first(where: { $0.name == name }) else {
                throw GenerationError("\(entry.domain).\(entry.name) has no \(name) in the protocol")
            }
            result.append(
                Field(
                    name: name,
                    type: try swiftType(property.type, property.ref, property.items, from: domain.domain),
                    isOptional: property.optional ?? false
                )
            )
        }
        return result
    }

    private func swiftType(
        _ plain: String?,
        _ reference: String?,
        _ items: ProtocolFile.Items?,
        from home: String
    ) throws(GenerationError) -> String {
        if let reference { return try swiftType(of: reference, from: home) }
        switch plain {
        case "string", "binary": return "String"
        case "integer": return "Int"
        case "number": return "Double"
        case "boolean": return "Bool"
        case "array":
            return "[" + (try swiftType(items?.type, items?.ref, nil, from: home)) + "]"
        default: return "JSONValue"
        }
    }

    /// A named type is its own struct when the list has it; an open object is plain JSON; else it is what it stands for.
    private func swiftType(of reference: String, from home: String) throws(GenerationError) -> String {
        guard let (owner, entry) = file.type(reference, from: home) else {
            throw GenerationError("the protocol has no type \(reference)")
        }
        if subset.type(entry.id, in: owner) != nil { return "\(owner).\(entry.id)" }
        guard entry.type != "object" else {
            if entry.properties == nil { return "JSONValue" }
            throw GenerationError("the type \(owner).\(entry.id) is in use but not listed in subset.txt")
        }
        return try swiftType(entry.type, nil, entry.items, from: owner)
    }

    private func properties(_ fields: [Field], indent: String, mutable: Bool) -> String {
        fields.map { field in
            "\(indent)/// `\(field.name)`\n\(indent)public \(mutable ? "var" : "let") \(field.name): \(field.swiftType)\n"
        }
        .joined()
    }

    private func initializer(_ fields: [Field], indent: String) -> String {
        let ordered = fields.filter { !$0.isOptional } + fields.filter(\.isOptional)
        let list = ordered.map { "\($0.name): \($0.swiftType)" + ($0.isOptional ? " = nil" : "") }
        var text = "\n\(indent)/// Takes the values as they go on the wire.\n"
        let oneLine = "\(indent)public init(\(list.joined(separator: ", "))) {"
        guard !fields.isEmpty else { return text + "\(indent)public init() {}\n" }
        if oneLine.count <= 120 {
            text += oneLine + "\n"
        } else {
            text +=
                "\(indent)public init(\n" + list.map { "\(indent)    \($0)" }.joined(separator: ",\n")
                + "\n\(indent)) {\n"
        }
        for field in fields { text += "\(indent)    self.\(field.name) = \(field.name)\n" }
        return text + "\(indent)}\n"
    }
}

extension String {
    /// The text with a capital first letter.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
