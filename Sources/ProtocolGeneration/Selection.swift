// SPDX-License-Identifier: Apache-2.0

/// The wanted commands and events with every type they reach: what the files are written from.
///
/// Names that only stand for a basic type are resolved away; a type that is sent can be encoded and one that is
/// received can be decoded, so that nothing is generated that nobody calls.
struct Selection {
    /// A parameter, a returned value or a property, with its Swift type.
    struct Member: Equatable {
        let name: String
        let type: SwiftType
        let isOptional: Bool
        let choices: [String]
    }

    /// A command, wanted.
    struct Command {
        let domain: String
        let name: String
        let sent: [Member]
        let received: [Member]
    }

    /// An event, wanted.
    struct Event {
        let domain: String
        let name: String
        let received: [Member]
    }

    /// A type that one of them reaches.
    struct Structure {
        let domain: String
        let name: String
        let members: [Member]
        var isSent = false
        var isReceived = false
    }

    private(set) var commands: [Command] = []
    private(set) var events: [Event] = []
    private(set) var structures: [String: Structure] = [:]
    private let resolver: TypeResolver
    private let filters: [String: [String]]

    init(document: ProtocolDocument, subset: Subset) throws(GenerationError) {
        resolver = TypeResolver(document: document)
        filters = Dictionary(
            subset.lines.compactMap { line in
                line.kind == .type ? line.members.map { ("\(line.domain).\(line.name)", $0) } : nil
            }
        ) { _, last in last }
        for line in subset.lines { try add(line) }
        for name in filters.keys.sorted() where structures[name] == nil {
            throw GenerationError("The subset limits \(name), which nothing in it uses.")
        }
        try StructureCycles(structures: structures).check()
    }

    /// The domains that are used, in alphabetical order.
    var domains: [String] {
        Set(commands.map(\.domain) + events.map(\.domain) + structures.values.map(\.domain)).sorted()
    }

    private mutating func add(_ line: Subset.Line) throws(GenerationError) {
        switch line.kind {
        case .command:
            let command = try resolver.command(line.domain, line.name)
            let sent = try members(command.parameters, of: line)
            let received = try members(command.returns, of: line, isFiltered: false)
            try reach(sent, isSent: true)
            try reach(received, isSent: false)
            commands.append(Command(domain: line.domain, name: line.name, sent: sent, received: received))
        case .event:
            let received = try members(try resolver.event(line.domain, line.name).parameters, of: line)
            try reach(received, isSent: false)
            events.append(Event(domain: line.domain, name: line.name, received: received))
        case .type: _ = try resolver.type("\(line.domain).\(line.name)", from: line.domain)
        }
    }

    private func members(
        _ all: [ProtocolMember]?,
        of line: Subset.Line,
        isFiltered: Bool = true
    ) throws(GenerationError) -> [Member] {
        try members(
            all ?? [],
            domain: line.domain,
            owner: "\(line.domain).\(line.name)",
            wanted: isFiltered ? line.members : nil
        )
    }

    private func members(
        _ all: [ProtocolMember],
        domain: String,
        owner: String,
        wanted: [String]?
    ) throws(GenerationError) -> [Member] {
        for name in wanted ?? [] where !all.contains(where: { $0.name == name }) {
            throw GenerationError("\(owner) has no '\(name)' in the pinned protocol.")
        }
        var result: [Member] = []
        for member in all where wanted?.contains(member.name) ?? !(member.deprecated ?? false) {
            result.append(
                Member(
                    name: member.name,
                    type: try resolver.swiftType(of: member, in: domain),
                    isOptional: member.isOptional,
                    choices: member.choices ?? []
                )
            )
        }
        return result
    }

    private mutating func reach(_ members: [Member], isSent: Bool) throws(GenerationError) {
        for case .structure(let domain, let name) in members.map(\.type.element) {
            let key = "\(domain).\(name)"
            if structures[key] == nil {
                let type = try resolver.type(key, from: domain)
                let members = try self.members(
                    type.properties ?? [],
                    domain: domain,
                    owner: key,
                    wanted: filters[key]
                )
                structures[key] = Structure(domain: domain, name: name, members: members)
            }
            guard var structure = structures[key], !(isSent ? structure.isSent : structure.isReceived) else {
                continue
            }
            if isSent { structure.isSent = true } else { structure.isReceived = true }
            structures[key] = structure
            try reach(structure.members, isSent: isSent)
        }
    }
}
