// SPDX-License-Identifier: Apache-2.0

/// Swift text in the making: lines at a depth.
struct SourceText {
    private(set) var lines: [String] = []
    private var depth = 0

    /// The whole text, with a newline at the end.
    var text: String { lines.joined(separator: "\n") + "\n" }

    mutating func add(_ line: String, if condition: Bool = true) {
        guard condition else { return }
        lines.append(line.isEmpty ? "" : String(repeating: "    ", count: depth) + line)
    }

    /// Adds a text of several words, broken before column 120, with a prefix on every line.
    mutating func addWrapped(_ prefix: String, _ text: String) {
        var line = prefix
        for word in text.split(separator: " ") {
            if depth * 4 + line.count + word.count > 119, line != prefix {
                add(String(line.dropLast()))
                line = prefix
            }
            line += word + " "
        }
        add(String(line.dropLast()))
    }

    mutating func block(_ opening: String, _ body: (inout SourceText) -> Void) {
        add(opening + " {")
        indented(body)
        add("}")
    }

    mutating func indented(_ body: (inout SourceText) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
    }

    /// Adds something after an empty line, unless it is the first of its block.
    mutating func separated(_ body: (inout SourceText) -> Void) {
        if lines.last?.hasSuffix("{") == false { add("") }
        body(&self)
    }
}

extension String {
    /// The name as a Swift type is called.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// The name as an identifier, in backticks where it is a word of the language.
    var escapedIdentifier: String { String.keywords.contains(self) ? "`\(self)`" : self }

    private static let keywords: Set<String> = [
        "as", "break", "case", "class", "continue", "default", "defer", "do", "else", "enum", "extension", "false",
        "for", "func", "guard", "if", "import", "in", "init", "internal", "is", "let", "nil", "operator", "private",
        "protocol", "public", "repeat", "return", "self", "static", "struct", "subscript", "super", "switch", "throw",
        "throws", "true", "try", "var", "where", "while",
    ]
}
