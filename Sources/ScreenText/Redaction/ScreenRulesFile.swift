// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// The text of `observer.yaml`: a small, strict part of YAML, so that a person can write it and nothing in it surprises.
///
/// ```yaml
/// hide_email: true
/// hide_phone: false
/// patterns:
///   - 'ACME-\d{6}'
/// stop_nouns:
///   - Project Aurora
/// ```
///
/// No message quotes a value: what must not be kept is written here.
public enum ScreenRulesFile {
    /// The most bytes of the file.
    public static let byteLimit = 1 << 16
    /// The most patterns.
    public static let patternLimit = 64
    /// The most stop nouns.
    public static let nounLimit = 500
    /// The most characters of a pattern or a noun.
    public static let lengthLimit = 200

    private enum Section: String {
        case patterns
        case stopNouns = "stop_nouns"
    }

    private struct Failure: Error {
        let line: Int
        let column: Int
        let why: String
    }

    /// Reads the text.
    ///
    /// - Parameter path: names the file, for errors.
    /// - Throws: ``ScreenTextError`` with `rules_invalid`, naming line and column.
    public static func parse(_ text: String, path: String) throws(ScreenTextError) -> ScreenRules {
        do throws(Failure) {
            return try rules(of: text)
        } catch {
            throw ScreenTextError(.rulesInvalid, "\(path):\(error.line):\(error.column): \(error.why).")
        }
    }

    private static func rules(of text: String) throws(Failure) -> ScreenRules {
        var rules = ScreenRules()
        var seen: Set<String> = []
        var section: Section?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let number = index + 1
            var line = line
            if line.last == "\r" { line.removeLast() }
            if let hidden = line.unicodeScalars.enumerated().first(where: { !DisplayName.isShown($0.element) }) {
                throw Failure(line: number, column: hidden.offset + 1, why: "remove the tab or invisible character")
            }
            let content = try content(of: line, number)
            if content.allSatisfy({ $0 == " " }) { continue }
            if content.hasPrefix("  - ") {
                guard let section else {
                    throw Failure(
                        line: number,
                        column: 1,
                        why: "a line '  - …' stands below 'patterns:' or 'stop_nouns:'"
                    )
                }
                try add(try value(content.dropFirst(4), number, column: 5), to: section, &rules, number)
                continue
            }
            guard let colon = content.firstIndex(of: ":"), content.first != " " else {
                throw Failure(
                    line: number,
                    column: 1,
                    why: "a line is 'key: value' at the margin, or '  - value' below a list"
                )
            }
            let key = String(content[..<colon])
            guard seen.insert(key).inserted else {
                throw Failure(line: number, column: 1, why: "'\(key)' is there twice")
            }
            let rest = content[content.index(after: colon)...].drop { $0 == " " }
            section = try setting(key, String(rest), &rules, number)
        }
        return rules
    }

    /// Takes a line at the margin; a list's name begins its section.
    private static func setting(
        _ key: String,
        _ value: String,
        _ rules: inout ScreenRules,
        _ line: Int
    ) throws(Failure) -> Section? {
        switch key {
        case "hide_email": rules.hidesEmail = try flag(value, key, line)
        case "hide_phone": rules.hidesPhone = try flag(value, key, line)
        case Section.patterns.rawValue, Section.stopNouns.rawValue:
            guard value.isEmpty else {
                throw Failure(
                    line: line,
                    column: key.count + 3,
                    why: "the values of '\(key)' stand below it, each as '  - …'"
                )
            }
            return Section(rawValue: key)
        default:
            throw Failure(
                line: line,
                column: 1,
                why: "no such key is known here; there can be hide_email, hide_phone, patterns, stop_nouns"
            )
        }
        return nil
    }

    private static func flag(_ value: String, _ key: String, _ line: Int) throws(Failure) -> Bool {
        switch value {
        case "true": true
        case "false": false
        default: throw Failure(line: line, column: key.count + 3, why: "'\(key)' is true or false")
        }
    }

    private static func add(
        _ value: String,
        to section: Section,
        _ rules: inout ScreenRules,
        _ line: Int
    ) throws(Failure) {
        guard (1...lengthLimit).contains(value.count) else {
            throw Failure(line: line, column: 5, why: "a value has 1 to \(lengthLimit) characters")
        }
        switch section {
        case .patterns:
            guard rules.patterns.count < patternLimit else {
                throw Failure(line: line, column: 5, why: "there are at most \(patternLimit) patterns")
            }
            do throws(LinearPattern.Problem) { _ = try LinearPattern(value) } catch {
                throw Failure(line: line, column: 5, why: "this \(error.words)")
            }
            rules.patterns.append(value)
        case .stopNouns:
            guard rules.stopNouns.count < nounLimit, !ScreenSearch(value).isEmpty else {
                throw Failure(
                    line: line,
                    column: 5,
                    why: "a stop noun has letters or digits, and there are at most \(nounLimit) of them"
                )
            }
            rules.stopNouns.append(value)
        }
    }

    /// The line up to a `#` at its beginning or behind a blank, outside of quotation marks.
    private static func content(of line: Substring, _ number: Int) throws(Failure) -> Substring {
        var quote: Character?
        var previous: Character = " "
        var end = line.endIndex
        for index in line.indices {
            let character = line[index]
            if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"", previous == " " || previous == character {
                quote = character
            } else if quote == nil, character == "#", previous == " " {
                end = index
                break
            }
            previous = character
        }
        var content = line[..<end]
        while content.last == " " { content.removeLast() }
        return content
    }

    /// A value as it stands, or between single quotation marks, in which two of them are one.
    private static func value(_ text: Substring, _ line: Int, column: Int) throws(Failure) -> String {
        let text = text.drop { $0 == " " }
        guard let first = text.first, first == "'" || first == "\"" else {
            guard text.first.map({ !"[{&*!|>%@`?".contains($0) }) ?? true else {
                throw Failure(line: line, column: column, why: "put the value between single quotation marks")
            }
            return String(text)
        }
        let inner = text.dropFirst().dropLast()
        let plain = first == "'" ? inner.replacing("''", with: "") : inner
        guard text.count >= 2, text.last == first, !plain.contains(first), first == "'" || !inner.contains("\\") else {
            throw Failure(
                line: line,
                column: column,
                why: "a quoted value ends with its quotation mark and holds no other"
            )
        }
        return first == "'" ? String(inner.replacing("''", with: "'")) : String(inner)
    }
}
