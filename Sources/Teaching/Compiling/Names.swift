// SPDX-License-Identifier: Apache-2.0
internal import SkillKit

/// Makes names out of words.
enum Names {
    /// What a value of an element is called: its label, its name, or what a form calls it; nil when it has none.
    static func word(of target: RecordedTarget) -> String? {
        let print = target.fingerprint
        return [print.label, print.name, print.attributes["name"] ?? ""].map(word).first { !$0.isEmpty }
    }

    /// Lower-case letters, digits and dashes of a text; `field` when nothing is left.
    static func word(_ text: String) -> String {
        var result = ""
        for character in text.lowercased() where result.count < 40 {
            if character.isASCII, character.isLetter || character.isNumber {
                result.append(character)
            } else if let last = result.last, last != "-" {
                result.append("-")
            }
        }
        while result.last == "-" { result.removeLast() }
        return result
    }

    /// Whether a text of an entry is what was typed, or has it as words of its own.
    ///
    /// What is shorter than three letters or digits is in many texts by chance.
    static func isSaid(_ typed: String, in context: String) -> Bool {
        func words(_ text: some StringProtocol) -> [Substring] {
            text.lowercased().split { !$0.isLetter && !$0.isNumber }
        }
        let (wanted, said) = (words(typed), words(context))
        guard !wanted.isEmpty else { return false }
        if context.split(separator: " | ").contains(where: { words($0) == wanted }) { return true }
        guard wanted.reduce(0, { $0 + $1.count }) >= 3 else { return false }
        return said.indices.contains { said[$0...].starts(with: wanted) }
    }

    /// The name, or the first of `name-2`, `name-3`, … that is free.
    static func free(_ wanted: String, isTaken: (String) -> Bool) -> String {
        let base = wanted.isEmpty ? "field" : wanted
        var name = base
        var number = 2
        while isTaken(name) {
            name = "\(base)-\(number)"
            number += 1
        }
        return name
    }
}
