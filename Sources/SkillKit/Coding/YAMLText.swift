// SPDX-License-Identifier: Apache-2.0

/// Texts as YAML scalars: plain where every reader would understand them alike, else quoted.
enum YAMLText {
    /// A text inside `{ }` or `[ ]`.
    static func flow(_ text: String) -> String { isPlain(text, isFlow: true) ? text : quoted(text) }

    /// A text that ends its line.
    static func block(_ text: String) -> String { isPlain(text, isFlow: false) ? text : quoted(text) }

    /// Single quotes where they suffice, because an XPath is full of double ones.
    private static func quoted(_ text: String) -> String {
        let isSimple = text.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && $0 != "'" && !HiddenCharacters.contains($0)
        }
        if isSimple, text.contains("\"") || text.contains("\\") { return "'" + text + "'" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 || HiddenCharacters.contains(scalar) {
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    private static func isPlain(_ text: String, isFlow: Bool) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, first != " ", last != " ",
            last != ":"
        else { return false }
        guard !"-?:,[]{}#&*!|>'\"%@`/.".unicodeScalars.contains(first), !looksTyped(text) else { return false }
        guard !text.contains(": "), !text.contains(" #") else { return false }
        let forbidden = isFlow ? ",[]{}" : ""
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && !HiddenCharacters.contains(scalar) && !forbidden.unicodeScalars.contains(scalar)
                && scalar != "\"" && scalar != "'" && scalar != "`"
        }
    }

    /// What another reader of YAML would take for a number, a truth value or nothing.
    private static func looksTyped(_ text: String) -> Bool {
        let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "~"]
        if words.contains(text.lowercased()) { return true }
        return text.first.map { $0.isNumber || $0 == "+" } ?? false
            && text.allSatisfy { $0.isNumber || "+-.:_exXabcdefABCDEFo".contains($0) }
    }
}
