// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// One line of `models.yaml` that says something, with its place.
struct ModelsLine {
    /// How far in it stands.
    enum Place {
        /// `key: value`
        case top
        /// `  - key: value`
        case item
        /// `    key: value`
        case member
    }

    /// What is wrong with it.
    struct Failure: Error {
        let line: Int
        let column: Int
        let why: String
    }

    let number: Int
    let place: Place
    let key: String
    let keyColumn: Int
    let value: String
    let valueColumn: Int

    /// The lines that are neither empty nor a comment.
    static func split(_ text: String) throws(Failure) -> [ModelsLine] {
        var lines: [ModelsLine] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var line = line
            if line.last == "\r" { line.removeLast() }
            if let hidden = line.unicodeScalars.enumerated().first(where: { !DisplayName.isShown($0.element) }) {
                throw Failure(
                    line: index + 1,
                    column: hidden.offset + 1,
                    why: "there is a tab or an invisible character: remove it."
                )
            }
            let content = withoutComment(line)
            if !content.isEmpty { lines.append(try ModelsLine(content, number: index + 1)) }
        }
        return lines
    }

    private init(_ content: Substring, number: Int) throws(Failure) {
        let indent = content.prefix { $0 == " " }.count
        let rest = content.dropFirst(indent)
        let fail = { (column: Int, why: String) in Failure(line: number, column: column, why: why + ".") }
        let keyStart: Int
        switch (indent, rest.hasPrefix("- ")) {
        case (0, false): (place, keyStart) = (.top, 0)
        case (2, true): (place, keyStart) = (.item, 4)
        case (4, false): (place, keyStart) = (.member, 4)
        default:
            throw fail(indent + 1, "a line begins at the margin, with '  - ' for a new provider, or with four blanks")
        }
        let pair = content.dropFirst(keyStart)
        guard let colon = pair.firstIndex(of: ":") else { throw fail(keyStart + 1, "a line is 'key: value'") }
        let tail = pair[pair.index(after: colon)...]
        guard tail.isEmpty || tail.first == " " else {
            throw fail(keyStart + 1, "a line is 'key: value', with a blank behind the colon")
        }
        self.number = number
        key = String(pair[..<colon])
        keyColumn = keyStart + 1
        let blanks = tail.prefix { $0 == " " }.count
        valueColumn = keyStart + pair.distance(from: pair.startIndex, to: colon) + blanks + 2
        let column = valueColumn
        value = try ModelsLine.unquoted(tail.dropFirst(blanks)) { fail(column, $0) }
    }

    /// The line up to a `#` at its beginning or behind a blank.
    private static func withoutComment(_ line: Substring) -> Substring {
        var content = line
        var previous: Character = " "
        for index in line.indices {
            if line[index] == "#", previous == " " {
                content = line[..<index]
                break
            }
            previous = line[index]
        }
        while content.last == " " { content.removeLast() }
        return content
    }

    private static func unquoted(
        _ text: Substring,
        _ fail: (String) -> Failure
    ) throws(Failure) -> String {
        guard let first = text.first, first == "\"" || first == "'" else {
            guard text.first.map({ !"[&*!|>%@`?".contains($0) }) ?? true else {
                throw fail("only plain values are taken here")
            }
            return String(text)
        }
        let inner = text.dropFirst().dropLast()
        guard text.count >= 2, text.last == first, !inner.contains(first), !inner.contains("\\") else {
            throw fail("a quoted value ends with its quotation mark and holds no other and no backslash")
        }
        return String(inner)
    }

    /// That each key is known and there once.
    static func requireOnce(_ lines: [ModelsLine], known: [String]) throws(Failure) {
        var seen: Set<String> = []
        for line in lines {
            guard known.contains(line.key) else {
                throw line.failure(
                    "no such key is known here; there can be \(known.joined(separator: ", "))",
                    atKey: true
                )
            }
            guard seen.insert(line.key).inserted else {
                throw line.failure("'\(line.key):' is there twice", atKey: true)
            }
        }
    }

    func failure(_ why: String, atKey: Bool = false) -> Failure {
        Failure(line: number, column: atKey || value.isEmpty ? keyColumn : valueColumn, why: why + ".")
    }
}

// What a value must be.
extension ModelsLine {
    func flag() throws(Failure) -> Bool {
        switch value {
        case "true": true
        case "false": false
        default: throw failure("'\(key)' is true or false")
        }
    }

    func number(in range: ClosedRange<Int>) throws(Failure) -> Int {
        guard value.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(value), range.contains(number)
        else { throw failure("'\(key)' is a whole number from \(range.lowerBound) to \(range.upperBound)") }
        return number
    }

    func duration(in range: ClosedRange<Duration>) throws(Failure) -> Duration {
        for (unit, milliseconds) in [("ms", 1), ("s", 1000), ("m", 60_000)] where value.hasSuffix(unit) {
            let digits = value.dropLast(unit.count)
            guard (1...7).contains(digits.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(digits), range.contains(.milliseconds(number * milliseconds))
            else { continue }
            return .milliseconds(number * milliseconds)
        }
        throw failure("'\(key)' is a time such as 30s, from \(range.lowerBound) to \(range.upperBound)")
    }

    func name() throws(Failure) -> String {
        guard (1...32).contains(value.utf8.count), value.utf8.allSatisfy(ModelsLine.isNameByte) else {
            throw failure("a name has 1 to 32 of a-z, 0-9 and '-'")
        }
        return value
    }

    func model() throws(Failure) -> String {
        guard (1...200).contains(value.utf8.count), value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw failure("a model's name has 1 to 200 plain characters without blanks")
        }
        return value
    }

    func address() throws(Failure) -> WebAddress {
        guard let address = try? WebAddress(value), address.query == nil, address.fragment == nil else {
            throw failure("this is no address such as http://127.0.0.1:11434/v1")
        }
        return address
    }

    /// `{ env: NAME }` or `{ file: NAME }`.
    func keySource() throws(Failure) -> KeySource {
        let wrong = failure(
            "a key is named and never written here: '{ env: NAME }' for a variable of the environment, or "
                + "'{ file: NAME }' for a file in 'keys/' of the home"
        )
        guard value.hasPrefix("{"), value.hasSuffix("}") else { throw wrong }
        let words = value.dropFirst().dropLast().split(separator: " ")
        guard words.count == 2 else { throw wrong }
        let name = String(words[1])
        guard (1...64).contains(name.utf8.count) else { throw wrong }
        switch words[0] {
        case "env:":
            guard name.wholeMatch(of: /[A-Z_][A-Z0-9_]*/) != nil else { throw wrong }
            return .environment(name)
        case "file:":
            guard name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_.\-]*/) != nil else { throw wrong }
            return .file(name)
        default: throw wrong
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
