// SPDX-License-Identifier: Apache-2.0

/// The part of the protocol that the program uses, as `subset.txt` lists it.
///
/// One line each: `Page.navigate` for a command, `event Page.frameNavigated`, `type Page.Frame`. After a colon stand
/// the parameters or members that are wanted; without one all are that the browser does not call deprecated. A type
/// needs a line only to leave members out. `pinned NAME` says which browser the pinned protocol is from; `#` starts a
/// comment.
struct Subset {
    /// What a line names.
    enum Kind: Hashable { case command, event, type }

    /// One line.
    struct Line {
        let kind: Kind
        let domain: String
        let name: String
        let members: [String]?
    }

    private(set) var pinned = ""
    private(set) var lines: [Line] = []

    init(parsing text: String) throws(GenerationError) {
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = raw.prefix { $0 != "#" }
            let words = content.split(separator: " ").map(String.init)
            guard let first = words.first else { continue }
            if first == "pinned" {
                pinned = words.dropFirst().joined(separator: " ")
            } else {
                lines.append(try Subset.line(String(content), number: index + 1))
            }
        }
        guard !pinned.isEmpty else { throw GenerationError("The subset has no line 'pinned BROWSER'.") }
    }

    private static func line(_ content: String, number: Int) throws(GenerationError) -> Line {
        let halves = content.split(separator: ":", maxSplits: 1)
        var words = halves[0].split(separator: " ").map(String.init)
        let kind: Kind
        switch words.first {
        case "event": kind = .event
        case "type": kind = .type
        default: kind = .command
        }
        if kind != .command { words.removeFirst() }
        let path = words.first?.split(separator: ".").map(String.init) ?? []
        guard words.count == 1, path.count == 2 else {
            throw GenerationError("Line \(number) of the subset is not '[event|type] Domain.name[: members]'.")
        }
        let members = halves.count > 1 ? halves[1].split(separator: " ").map(String.init) : nil
        return Line(kind: kind, domain: path[0], name: path[1], members: members)
    }
}
