// SPDX-License-Identifier: Apache-2.0
internal import WebAddresses

/// The text of `grants.yaml`: a small, strict part of YAML, so that a person can write it and nothing in it surprises.
///
/// One line `network_domains:`, and below it one origin a line, `  - https://shop.example`. Comments and empty lines
/// stay where they are when the program changes the file.
struct GrantFile {
    private(set) var lines: [Substring]
    private(set) var origins: [WebOrigin] = []

    private static let header = "network_domains:"

    /// Reads a file's text.
    ///
    /// - Throws: ``OversightError`` with `grants_invalid`, naming the line and what it should be.
    init(_ text: String, path: String) throws(OversightError) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        var isBelowHeader = false
        for (index, line) in lines.enumerated() {
            let wrong = { (why: String) in OversightError(.grantsInvalid, "\(path):\(index + 1): \(why)") }
            switch GrantFile.content(of: line) {
            case "": continue
            case GrantFile.header[...]:
                guard !isBelowHeader else { throw wrong("'\(GrantFile.header)' is written twice.") }
                isBelowHeader = true
            case let item where item.hasPrefix("  - ") && isBelowHeader:
                guard let origin = GrantFile.origin(in: item) else {
                    throw wrong("this is no origin such as https://shop.example.")
                }
                guard !origins.contains(origin) else { throw wrong("\(origin.text) is granted twice.") }
                origins.append(origin)
            default:
                throw wrong("a grant is a line '  - https://shop.example' below the line '\(GrantFile.header)'.")
            }
        }
    }

    /// The text, ending with a line break.
    var text: String { lines.map { $0 + "\n" }.joined() }

    mutating func add(_ origin: WebOrigin) {
        if !lines.contains(where: { GrantFile.content(of: $0) == GrantFile.header }) {
            lines.append(GrantFile.header[...])
        }
        lines.append("  - \(origin.text)")
        origins.append(origin)
    }

    mutating func remove(_ origin: WebOrigin) {
        lines.removeAll { line in
            let content = GrantFile.content(of: line)
            return content.hasPrefix("  - ") && GrantFile.origin(in: content) == origin
        }
        origins.removeAll { $0 == origin }
    }

    /// The line without its comment and the blanks at its end.
    private static func content(of line: Substring) -> Substring {
        var content = line.prefix { $0 != "#" }
        while let last = content.last, last == " " || last == "\r" { content.removeLast() }
        return content
    }

    private static func origin(in item: Substring) -> WebOrigin? {
        try? WebOrigin(String(item.dropFirst(4).drop { $0 == " " }))
    }
}
