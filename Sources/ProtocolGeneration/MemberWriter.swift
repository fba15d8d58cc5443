// SPDX-License-Identifier: Apache-2.0

/// Writes the properties of one structure, and its initializer where somebody makes it.
struct MemberWriter {
    let domain: String
    let members: [Selection.Member]

    func write(to output: inout SourceText, withInitializer: Bool) {
        for member in members { writeProperty(member, to: &output) }
        guard withInitializer else { return }
        output.add("")
        output.add(members.isEmpty ? "/// It has no parameters." : "/// Describes one; what is left out is not sent.")
        writeInitializer(to: &output)
    }

    private func writeProperty(_ member: Selection.Member, to output: inout SourceText) {
        output.add("/// The protocol's `\(member.name)`\(member.isOptional ? ", which may be missing" : "").")
        if !member.choices.isEmpty {
            output.add("///")
            output.addWrapped("/// ", "One of " + member.choices.map { "`\($0)`" }.joined(separator: ", ") + ".")
        }
        output.add("public let \(member.name.escapedIdentifier): \(type(member))")
    }

    private func writeInitializer(to output: inout SourceText) {
        guard members.count > 1 else {
            guard let only = members.first else { return output.add("public init() {}") }
            return output.block("public init(\(parameter(only)))") { $0.add(assignment(only)) }
        }
        output.add("public init(")
        output.indented { list in
            for (index, member) in members.enumerated() {
                list.add(parameter(member) + (index == members.count - 1 ? "" : ","))
            }
        }
        output.block(")") { body in
            for member in members { body.add(assignment(member)) }
        }
    }

    private func type(_ member: Selection.Member) -> String {
        member.type.text(in: domain) + (member.isOptional ? "?" : "")
    }

    private func parameter(_ member: Selection.Member) -> String {
        "\(member.name.escapedIdentifier): \(type(member))\(member.isOptional ? " = nil" : "")"
    }

    private func assignment(_ member: Selection.Member) -> String {
        "self.\(member.name) = \(member.name.escapedIdentifier)"
    }
}
