// SPDX-License-Identifier: Apache-2.0

/// The Swift side of a protocol type.
indirect enum SwiftType: Equatable {
    case text, integer, number, flag, open
    case list(SwiftType)
    case structure(domain: String, name: String)

    /// What a list holds, else the type itself.
    var element: SwiftType {
        if case .list(let item) = self { item.element } else { self }
    }

    /// How it is written inside a domain's own extension.
    func text(in domain: String) -> String {
        switch self {
        case .text: "String"
        case .integer: "Int"
        case .number: "Double"
        case .flag: "Bool"
        case .open: "JSONValue"
        case .list(let item): "[\(item.text(in: domain))]"
        case .structure(let owner, let name): owner == domain ? name : "\(owner).\(name)"
        }
    }

    /// How the protocol calls it, with names of basic types resolved.
    var protocolText: String {
        switch self {
        case .text: "string"
        case .integer: "integer"
        case .number: "number"
        case .flag: "boolean"
        case .open: "any"
        case .list(let item): "[\(item.protocolText)]"
        case .structure(let owner, let name): "\(owner).\(name)"
        }
    }
}

/// Finds what a name of the protocol means.
struct TypeResolver {
    private var types: [String: ProtocolType] = [:]
    private var commands: [String: ProtocolCommand] = [:]
    private var events: [String: ProtocolEvent] = [:]

    init(document: ProtocolDocument) {
        for domain in document.domains {
            for type in domain.types ?? [] { types["\(domain.domain).\(type.id)"] = type }
            for command in domain.commands ?? [] { commands["\(domain.domain).\(command.name)"] = command }
            for event in domain.events ?? [] { events["\(domain.domain).\(event.name)"] = event }
        }
    }

    func command(_ domain: String, _ name: String) throws(GenerationError) -> ProtocolCommand {
        guard let command = commands["\(domain).\(name)"] else {
            throw GenerationError("The pinned protocol has no command \(domain).\(name).")
        }
        return command
    }

    func event(_ domain: String, _ name: String) throws(GenerationError) -> ProtocolEvent {
        guard let event = events["\(domain).\(name)"] else {
            throw GenerationError("The pinned protocol has no event \(domain).\(name).")
        }
        return event
    }

    func type(_ reference: String, from domain: String) throws(GenerationError) -> ProtocolType {
        guard let type = types[TypeResolver.key(reference, from: domain)] else {
            throw GenerationError("The pinned protocol has no type \(reference), which \(domain) names.")
        }
        return type
    }

    func swiftType(of member: ProtocolMember, in domain: String) throws(GenerationError) -> SwiftType {
        try swiftType(type: member.type, reference: member.reference, items: member.items, in: domain)
    }

    private func swiftType(
        type: String?,
        reference: String?,
        items: ProtocolItems?,
        in domain: String
    ) throws(GenerationError) -> SwiftType {
        if let reference { return try swiftType(reference, from: domain) }
        switch type {
        case "string", "binary": return .text
        case "integer": return .integer
        case "number": return .number
        case "boolean": return .flag
        case "any", "object": return .open
        case "array":
            return .list(try swiftType(type: items?.type ?? "any", reference: items?.reference, items: nil, in: domain))
        default: throw GenerationError("\(domain) uses the unknown basic type '\(type ?? "none")'.")
        }
    }

    private func swiftType(_ reference: String, from domain: String) throws(GenerationError) -> SwiftType {
        let definition = try type(reference, from: domain)
        let path = TypeResolver.key(reference, from: domain).split(separator: ".").map(String.init)
        if definition.type == "object", definition.properties != nil {
            return .structure(domain: path[0], name: path[1])
        }
        return try swiftType(type: definition.type, reference: nil, items: definition.items, in: path[0])
    }

    private static func key(_ reference: String, from domain: String) -> String {
        reference.contains(".") ? reference : "\(domain).\(reference)"
    }
}
