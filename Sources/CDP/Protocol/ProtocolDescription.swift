// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// A browser's description of its protocol, for looking things up.
struct ProtocolDescription {
    /// The members of one command, event or type.
    struct Definition {
        let sent: [JSONValue]
        let received: [JSONValue]
    }

    private var commands: [String: JSONValue] = [:]
    private var events: [String: JSONValue] = [:]
    private var types: [String: JSONValue] = [:]

    /// Nil when the document is something else.
    init?(_ document: JSONValue) {
        guard let domains = document["domains"]?.array else { return nil }
        for domain in domains {
            guard let name = domain["domain"]?.string else { return nil }
            for command in domain["commands"]?.array ?? [] {
                commands["\(name).\(command["name"]?.string ?? "")"] = command
            }
            for event in domain["events"]?.array ?? [] { events["\(name).\(event["name"]?.string ?? "")"] = event }
            for type in domain["types"]?.array ?? [] { types["\(name).\(type["id"]?.string ?? "")"] = type }
        }
    }

    /// What the browser has under a name.
    func definition(of kind: SubsetEntry.Kind, named name: String) -> Definition? {
        switch kind {
        case .command:
            commands[name].map { Definition(sent: $0["parameters"]?.array ?? [], received: $0["returns"]?.array ?? []) }
        case .event: events[name].map { Definition(sent: [], received: $0["parameters"]?.array ?? []) }
        case .type:
            types[name]
                .map { type in
                    let members = type["properties"]?.array ?? []
                    return Definition(sent: members, received: members)
                }
        }
    }

    /// The type of a member with names of basic types resolved, as the signature writes it.
    func typeName(of member: JSONValue, in domain: String) -> String {
        if let reference = member["$ref"]?.string { return typeName(named: reference, in: domain, depth: 0) }
        return typeName(basic: member, in: domain, depth: 0)
    }

    private func typeName(named reference: String, in domain: String, depth: Int) -> String {
        let name = reference.contains(".") ? reference : "\(domain).\(reference)"
        guard depth < 8, let type = types[name] else { return name }
        if type["type"]?.string == "object", type["properties"] != nil { return name }
        return typeName(basic: type, in: String(name.prefix { $0 != "." }), depth: depth + 1)
    }

    private func typeName(basic type: JSONValue, in domain: String, depth: Int) -> String {
        switch type["type"]?.string {
        case "binary": return "string"
        case "object": return "any"
        case "array":
            guard let items = type["items"] else { return "[any]" }
            if let reference = items["$ref"]?.string {
                return "[\(typeName(named: reference, in: domain, depth: depth + 1))]"
            }
            return "[\(typeName(basic: items, in: domain, depth: depth + 1))]"
        case let name: return name ?? "any"
        }
    }
}
