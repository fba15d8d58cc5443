// SPDX-License-Identifier: Apache-2.0

/// Writes the subset as lines of text that the program carries, to compare with the browser at hand.
///
/// A text and not a Swift literal of arrays: it compiles in no time and is parsed only when somebody asks.
struct SubsetTableWriter {
    let selection: Selection
    let pinned: String
    let header: String

    func text() -> String {
        var output = SourceText()
        output.add(header)
        output.add("")
        output.block("extension ProtocolSubset") { body in
            body.add("/// The browser whose protocol the subset was taken from.")
            body.add("public static let pinnedBrowser = \"\(pinned)\"")
            body.add("")
            body.add("/// What is used of it: each thing's name, then one line a member.")
            body.add("static let signature = \"\"\"")
            body.indented { list in
                for command in selection.commands {
                    list.add("command \(command.domain).\(command.name)")
                    add(command.sent, as: "sends", to: &list)
                    add(command.received, as: "receives", to: &list)
                }
                for event in selection.events {
                    list.add("event \(event.domain).\(event.name)")
                    add(event.received, as: "receives", to: &list)
                }
                for key in selection.structures.keys.sorted() { add(selection.structures[key], to: &list) }
                list.add("\"\"\"")
            }
        }
        return output.text
    }

    private func add(_ structure: Selection.Structure?, to list: inout SourceText) {
        guard let structure else { return }
        list.add("type \(structure.domain).\(structure.name)")
        if structure.isSent { add(structure.members, as: "sends", to: &list) }
        if structure.isReceived { add(structure.members, as: "receives", to: &list) }
    }

    private func add(_ members: [Selection.Member], as verb: String, to list: inout SourceText) {
        for member in members {
            list.add("\(verb) \(member.name) \(member.type.protocolText)\(member.isOptional ? "?" : "")")
        }
    }
}
