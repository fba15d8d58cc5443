// SPDX-License-Identifier: Apache-2.0

/// One command, event or type in use, as the generated signature lists it.
struct SubsetEntry: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable { case command, event, type }

    /// A parameter, a returned value or a property.
    struct Member: Sendable, Hashable {
        let name: String
        let type: String
        let isOptional: Bool
    }

    let kind: Kind
    let name: String
    var sent: [Member] = []
    var received: [Member] = []

    /// Everything in use.
    static var all: [SubsetEntry] { parse(ProtocolSubset.signature) }

    /// Reads the lines `command Page.navigate`, `sends url string`, `receives loaderId string?`.
    static func parse(_ signature: String) -> [SubsetEntry] {
        var entries: [SubsetEntry] = []
        for line in signature.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if let kind = Kind(rawValue: words[0]) {
                entries.append(SubsetEntry(kind: kind, name: words[1]))
            } else {
                let isOptional = words[2].hasSuffix("?")
                let member = Member(
                    name: words[1],
                    type: isOptional ? String(words[2].dropLast()) : words[2],
                    isOptional: isOptional
                )
                if words[0] == "sends" {
                    entries[entries.count - 1].sent.append(member)
                } else {
                    entries[entries.count - 1].received.append(member)
                }
            }
        }
        return entries
    }
}
