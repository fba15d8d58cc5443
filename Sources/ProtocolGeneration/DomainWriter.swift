// SPDX-License-Identifier: Apache-2.0

/// Writes the Swift file of one domain.
struct DomainWriter {
    let domain: String
    let selection: Selection
    let header: String

    private static let site = "https://chromedevtools.github.io/devtools-protocol/tot"

    func text() throws(GenerationError) -> String {
        let structures = selection.structures.values.filter { $0.domain == domain }.sorted { $0.name < $1.name }
        let commands = selection.commands.filter { $0.domain == domain }
        let events = selection.events.filter { $0.domain == domain }
        try checkNames(structures.map(\.name) + (commands.map(\.name) + events.map(\.name)).map(\.capitalizedFirst))
        var output = SourceText()
        output.add(header)
        output.add("public import Vocabulary", if: usesOpenType(structures, commands, events))
        output.add("")
        output.add("/// The domain `\(domain)`; see [its page](\(DomainWriter.site)/\(domain)/).")
        output.add("public enum \(domain) {}", if: commands.isEmpty && events.isEmpty && structures.isEmpty)
        output.block("public enum \(domain)") { body in
            for command in commands { body.separated { write(command, to: &$0) } }
            for event in events { body.separated { write(event, to: &$0) } }
            for structure in structures { body.separated { write(structure, to: &$0) } }
        }
        return output.text
    }

    private func checkNames(_ names: [String]) throws(GenerationError) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            throw GenerationError("\(domain) would hold two Swift types named \(name).")
        }
    }

    private func usesOpenType(
        _ structures: [Selection.Structure],
        _ commands: [Selection.Command],
        _ events: [Selection.Event]
    ) -> Bool {
        let members =
            structures.flatMap(\.members) + commands.flatMap { $0.sent + $0.received } + events.flatMap(\.received)
        return members.contains { $0.type.element == .open }
    }

    private func write(_ command: Selection.Command, to output: inout SourceText) {
        output.add("/// The command `\(domain).\(command.name)`; see")
        output.add("/// [its description](\(DomainWriter.site)/\(domain)/#method-\(command.name)).")
        output.block("public struct \(command.name.capitalizedFirst): CDPCommand") { body in
            body.add("/// The name on the wire.")
            body.add("public static let method = \"\(domain).\(command.name)\"")
            MemberWriter(domain: domain, members: command.sent).write(to: &body, withInitializer: true)
            body.add("")
            if command.received.isEmpty {
                body.add("/// The browser only says that it is done.")
                body.add("public typealias Reply = CDPEmptyReply")
            } else {
                body.add("/// What the browser answers.")
                body.block("public struct Reply: Decodable, Sendable") { reply in
                    MemberWriter(domain: domain, members: command.received).write(to: &reply, withInitializer: false)
                }
            }
        }
    }

    private func write(_ event: Selection.Event, to output: inout SourceText) {
        output.add("/// The event `\(domain).\(event.name)`; see")
        output.add("/// [its description](\(DomainWriter.site)/\(domain)/#event-\(event.name)).")
        output.block("public struct \(event.name.capitalizedFirst): CDPEventParameters") { body in
            body.add("/// The name on the wire.")
            body.add("public static let method = \"\(domain).\(event.name)\"")
            MemberWriter(domain: domain, members: event.received).write(to: &body, withInitializer: false)
        }
    }

    private func write(_ structure: Selection.Structure, to output: inout SourceText) {
        let coding = structure.isSent ? (structure.isReceived ? "Codable" : "Encodable") : "Decodable"
        output.add("/// The type `\(domain).\(structure.name)`; see")
        output.add("/// [its description](\(DomainWriter.site)/\(domain)/#type-\(structure.name)).")
        output.block("public struct \(structure.name): \(coding), Sendable") { body in
            MemberWriter(domain: domain, members: structure.members)
                .write(to: &body, withInitializer: structure.isSent)
        }
    }
}
