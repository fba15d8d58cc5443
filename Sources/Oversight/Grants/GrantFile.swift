// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// The text of `grants.yaml`: a small, strict part of YAML, so that a person can write it and nothing in it surprises.
///
/// One line `network_domains:`, and below it one origin a line, `  - https://shop.example`; one line `read_paths:`, and
/// below it one folder a line, `  - /srv/pictures`; one line `observed_domains:` with origins below it. Comments and empty lines stay where they are when the program changes
/// the file.
struct GrantFile {
    /// The lists that there can be.
    enum Section: String, CaseIterable {
        case networkDomains = "network_domains"
        case readPaths = "read_paths"
        case observedDomains = "observed_domains"

        /// What a line below it looks like.
        var example: String {
            switch self {
            case .networkDomains, .observedDomains: "https://shop.example"
            case .readPaths: "/srv/pictures"
            }
        }

        var what: String {
            switch self {
            case .networkDomains, .observedDomains: "origin"
            case .readPaths: "absolute path"
            }
        }

        /// The grant that the rest of a line is; nil when it is none.
        func grant(_ text: String) -> Grant? {
            switch self {
            case .networkDomains: (try? WebOrigin(text)).map { .networkDomain($0) }
            case .readPaths: PlainPath.isPlain(text) ? .readPath(text) : nil
            case .observedDomains: (try? WebOrigin(text)).map { .observe($0) }
            }
        }
    }

    private(set) var lines: [Substring]
    private(set) var grants: [Grant] = []

    /// Reads a file's text.
    ///
    /// - Throws: ``OversightError`` with `grants_invalid`, naming the line and what it should be.
    init(_ text: String, path: String) throws(OversightError) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        var current: Section?
        var seen: Set<Section> = []
        for (index, line) in lines.enumerated() {
            let wrong = { (why: String) in OversightError(.grantsInvalid, "\(path):\(index + 1): \(why)") }
            let content = GrantFile.content(of: line)
            if content.isEmpty { continue }
            if let section = GrantFile.header(content) {
                guard seen.insert(section).inserted else { throw wrong("'\(section.rawValue):' is written twice.") }
                current = section
                continue
            }
            guard let section = current, content.hasPrefix("  - ") else {
                throw wrong(
                    "a grant is a line '  - https://shop.example' below the line 'network_domains:', or a line "
                        + "'  - /srv/pictures' below the line 'read_paths:'."
                )
            }
            guard let grant = section.grant(GrantFile.item(content)) else {
                throw wrong("this is no \(section.what) such as \(section.example).")
            }
            guard !grants.contains(grant) else { throw wrong("\(grant.text) is granted twice.") }
            grants.append(grant)
        }
    }

    /// The text, ending with a line break.
    var text: String { lines.map { $0 + "\n" }.joined() }

    mutating func add(_ grant: Grant) {
        let line = "  - \(grant.text)"[...]
        grants.append(grant)
        guard let header = lines.firstIndex(where: { GrantFile.header(GrantFile.content(of: $0)) == grant.section })
        else {
            lines += ["\(grant.section.rawValue):"[...], line]
            return
        }
        let below = lines[(header + 1)...]
        let end = below.firstIndex { GrantFile.header(GrantFile.content(of: $0)) != nil } ?? below.endIndex
        let last = lines[(header + 1)..<end].lastIndex { !GrantFile.content(of: $0).isEmpty } ?? header
        // At the end of the file it stays the last line, whatever comments come before.
        lines.insert(line, at: end == lines.endIndex ? end : last + 1)
    }

    mutating func remove(_ grant: Grant) {
        var current: Section?
        lines.removeAll { line in
            let content = GrantFile.content(of: line)
            if let section = GrantFile.header(content) { current = section }
            return content.hasPrefix("  - ") && current?.grant(GrantFile.item(content)) == grant
        }
        grants.removeAll { $0 == grant }
    }

    /// Whether the file can hold a grant: its text must be one line and no comment.
    static func canHold(_ grant: Grant) -> Bool {
        !grant.text.contains { $0 == "#" || $0.isNewline } && grant.text.last?.isWhitespace != true
    }

    private static func header(_ content: Substring) -> Section? {
        guard content.last == ":" else { return nil }
        return Section(rawValue: String(content.dropLast()))
    }

    /// The line without its comment and the blanks at its end.
    private static func content(of line: Substring) -> Substring {
        var content = line.prefix { $0 != "#" }
        while let last = content.last, last == " " || last == "\r" { content.removeLast() }
        return content
    }

    private static func item(_ content: Substring) -> String { String(content.dropFirst(4).drop { $0 == " " }) }
}
