// SPDX-License-Identifier: Apache-2.0

/// Takes the keys of one mapping, one after another, and complains about what is left.
struct MappingReader {
    let position: Position
    private let what: String
    private var members: [(key: YAMLNode, value: YAMLNode)]
    private let known: [String]
    /// Known keys that a mistyped one was probably meant to be; they are not called missing as well.
    private var meant: Set<String> = []
    /// Whether there is a key that is not known.
    private(set) var hasStrangers = false

    /// - Parameters:
    ///   - node: what should be a mapping.
    ///   - what: names it for messages: `the step`.
    ///   - known: every key that it may have.
    init?(_ node: YAMLNode, what: String, known: [String], findings: inout Findings) {
        guard case .mapping(let members) = node.content else {
            findings.error(
                "S020",
                node.position,
                "\(what) must be a set of keys, not \(node.kind)",
                "Write 'key: value'"
            )
            return nil
        }
        self.position = node.position
        self.what = what
        self.members = members
        self.known = known
        for member in members where !known.contains(member.key.text ?? "") {
            let name = member.key.text ?? ""
            let near = MappingReader.nearest(to: name, among: known)
            hasStrangers = true
            if let near { meant.insert(near) }
            findings.error(
                "S021",
                member.key.position,
                "\(what) has no key '\(name.prefix(64))'",
                near.map { "Did you mean '\($0)'?" } ?? "It may have: \(known.joined(separator: ", "))"
            )
        }
    }

    /// The keys that are there, in order.
    var keys: [String] { members.compactMap(\.key.text) }

    func optional(_ name: String) -> YAMLNode? { members.first { $0.key.text == name }?.value }

    func keyPosition(_ name: String) -> Position? { members.first { $0.key.text == name }?.key.position }

    func required(_ name: String, _ findings: inout Findings) -> YAMLNode? {
        if let node = optional(name) { return node }
        guard !meant.contains(name) else { return nil }
        findings.error("S022", position, "\(what) has no '\(name)'", "Add '\(name):'")
        return nil
    }

    static func nearest(to word: String, among known: [String]) -> String? {
        let scored = known.map { ($0, distance(Array(word), Array($0))) }
        guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(1, word.count / 3) else { return nil }
        return best.0
    }

    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        guard left.count <= 64 else { return .max }
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (character == other ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[right.count]
    }
}

/// What was found while a file was read.
struct Findings {
    let file: String
    private(set) var list: [Diagnostic] = []

    init(file: String) { self.file = file }

    mutating func error(_ code: String, _ position: Position, _ message: String, _ mend: String) {
        list.append(
            Diagnostic(
                file: file,
                position: position,
                severity: .error,
                code: code,
                message: message + ".",
                mend: mend.hasSuffix("?") ? mend : mend + "."
            )
        )
    }
}
