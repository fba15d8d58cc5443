// SPDX-License-Identifier: Apache-2.0

/// The commands, events and types in use, as `subset.txt` lists them.
public struct Subset: Sendable {
    /// What a line of the list names.
    public enum Kind: Sendable, Hashable {
        case command, event, type
    }

    /// One line of the list.
    public struct Entry: Sendable, Hashable {
        /// What it names.
        public let kind: Kind
        /// The group.
        public let domain: String
        /// The name in the group.
        public let name: String
        /// The parameters or fields in use.
        public let fields: [String]
        /// The results in use.
        public let results: [String]
    }

    /// All lines, in order.
    public let entries: [Entry]

    /// Reads a list.
    ///
    /// - Throws: ``GenerationError`` naming the line that is not of the form that the list's head describes.
    public init(_ text: String) throws(GenerationError) {
        var entries: [Entry] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let first = line.first, first != "#" else { continue }
            guard let entry = Subset.entry(line) else {
                throw GenerationError("subset.txt line \(index + 1) is not of a known form")
            }
            entries.append(entry)
        }
        self.entries = entries
    }

    func entries(of kind: Kind, in domain: String) -> [Entry] {
        entries.filter { $0.kind == kind && $0.domain == domain }
    }

    func type(_ name: String, in domain: String) -> Entry? {
        entries.first { $0.kind == .type && $0.domain == domain && $0.name == name }
    }

    /// The groups in use, each once, in order.
    var domains: [String] {
        var seen: [String] = []
        for entry in entries where !seen.contains(entry.domain) { seen.append(entry.domain) }
        return seen
    }

    private static func entry(_ line: Substring) -> Entry? {
        var rest = line
        var kind = Kind.command
        for (word, named) in [("event ", Kind.event), ("type ", Kind.type)] where rest.hasPrefix(word) {
            kind = named
            rest = rest.dropFirst(word.count)
        }
        guard let dot = rest.firstIndex(of: "."), let open = rest.firstIndex(of: "("),
            let close = rest.firstIndex(of: ")"), dot < open, open < close
        else { return nil }
        let tail = rest[rest.index(after: close)...]
        guard tail.isEmpty || tail.hasPrefix(" -> ") else { return nil }
        return Entry(
            kind: kind,
            domain: String(rest[..<dot]),
            name: String(rest[rest.index(after: dot)..<open]),
            fields: rest[rest.index(after: open)..<close].split(separator: " ").map(String.init),
            results: tail.dropFirst(4).split(separator: " ").map(String.init)
        )
    }
}

/// Why the generator stopped.
public struct GenerationError: Error, CustomStringConvertible {
    /// One sentence.
    public let description: String
    init(_ description: String) { self.description = description }
}
