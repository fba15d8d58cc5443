// SPDX-License-Identifier: Apache-2.0

/// Tokens and keys of known services, which begin with letters of their own.
enum TokenRule {
    /// How a token begins, and how many letters and digits follow at least.
    private struct Mark {
        /// Skeletons of the letters; the marks between them are gone, because readers lose them.
        let letters: [UInt8]
        let least: Int
        /// Whether all of what follows must be there in one word.
        let isLong: Bool

        init(_ text: StaticString, _ least: Int) {
            letters = text.withUTF8Buffer { $0.filter(PlainByte.isWord).map(PlainByte.skeleton) }
            self.least = least
            isLong = letters.count >= 6
        }
    }

    private static let marks: [Mark] = [
        Mark("ghp_", 24), Mark("gho_", 24), Mark("ghu_", 24), Mark("ghs_", 24), Mark("ghr_", 24),
        Mark("github_pat_", 24), Mark("glpat-", 16), Mark("xoxb-", 12), Mark("xoxp-", 12), Mark("xoxa-", 12),
        Mark("xoxr-", 12), Mark("xoxs-", 12), Mark("xapp-", 12), Mark("AKIA", 12), Mark("ASIA", 12),
        Mark("sk_live_", 12), Mark("rk_live_", 12), Mark("pk_live_", 12), Mark("sk_test_", 12), Mark("rk_test_", 12),
        Mark("pk_test_", 12), Mark("whsec_", 16), Mark("AIza", 24), Mark("ya29.", 16), Mark("GOCSPX-", 16),
        Mark("sk-proj-", 16), Mark("sk-ant-", 16), Mark("sk-", 16), Mark("hf_", 20), Mark("npm_", 24),
        Mark("pypi-AgEI", 16), Mark("SG.", 20), Mark("dop_v1_", 24), Mark("shpat_", 20), Mark("shpss_", 20),
        Mark("AGE-SECRET-KEY-1", 16), Mark("key-", 24), Mark("lin_api_", 20), Mark("sq0atp-", 12), Mark("EAAA", 24),
        Mark("PMAK-", 20), Mark("dckr_pat_", 16), Mark("glsa_", 20), Mark("rubygems_", 20), Mark("tskey-", 12),
        Mark("sntrys_", 16), Mark("AccountKey=", 24), Mark("SharedAccessKey=", 24),
    ]

    private static let key = "key".utf8.map(PlainByte.skeleton)
    private static let marksByLetter = Dictionary(grouping: marks) { $0.letters[0] }

    static func hits(_ line: PlainLine) -> Bool {
        starts(of: line)
            .contains { start in
                marksByLetter[PlainByte.skeleton(line.bytes[start])]?.contains { hits($0, line, start) } ?? false
            }
    }

    /// Where a word or a part of one begins.
    private static func starts(of line: PlainLine) -> [Int] {
        line.bytes.indices.filter { index in
            isLetter(line.bytes[index]) && (index == 0 || !PlainByte.isWord(line.bytes[index - 1]))
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { PlainByte.isWord(byte) || byte == UInt8(ascii: "$") }

    private static func hits(_ mark: Mark, _ line: PlainLine, _ start: Int) -> Bool {
        guard let end = end(of: mark, line, start) else { return false }
        let tail = tail(line, from: end)
        // A part of it is enough where the mark is whole.
        let isMarked = end < line.bytes.count && "_-".utf8.contains(line.bytes[end]) && mark.letters != key
        let length = tail.count(where: PlainByte.isWord)
        if isMarked, length >= 8, ChanceRule.isMixed(tail) { return true }
        if isMarked, mark.isLong, length >= 4, tail.contains(where: PlainByte.isUpper) { return true }
        // What was read is seldom longer or shorter by more than a fifth.
        guard tail.count(where: PlainByte.isWord) * 5 >= mark.least * 4 else { return false }
        return ChanceRule.isMixed(tail) || mark.letters.count >= 4 && isCode(tail)
    }

    /// Whether what follows a mark that is no word is none either: with digits, or of capitals only.
    private static func isCode(_ tail: [UInt8]) -> Bool {
        let letters = tail.count(where: PlainByte.isLetter)
        let digits = tail.count(where: PlainByte.isDigit)
        let small = tail.count(where: PlainByte.isLower)
        return digits >= 2 || digits == 1 && small < letters || tail.count(where: PlainByte.isUpper) >= letters - 2
    }

    /// Where the letters of a mark end; nil when they are not there.
    private static func end(of mark: Mark, _ line: PlainLine, _ start: Int) -> Int? {
        var place = start
        var wrong = mark.isLong ? 1 : 0
        for (index, letter) in mark.letters.enumerated() {
            var skipped = 0
            while index > 0, place < line.bytes.count, skipped < 2, !isLetter(line.bytes[place]),
                PlainByte.skeleton(line.bytes[place]) != letter
            {
                place += 1
                skipped += 1
            }
            guard place < line.bytes.count else { return nil }
            if PlainByte.skeleton(line.bytes[place]) != letter {
                guard wrong > 0, index > 0 else { return nil }
                wrong -= 1
            }
            place += 1
        }
        return place
    }

    /// What follows, across blanks as long as what stands behind them is no word either.
    private static func tail(_ line: PlainLine, from end: Int) -> [UInt8] {
        var tail: [UInt8] = []
        for (count, word) in line.words.filter({ $0.upperBound > end }).prefix(4).enumerated() {
            let part = Array(line.bytes[max(end, word.lowerBound)..<word.upperBound])
            if count > 1, !ChanceRule.isMixed(part) { break }
            tail += part
        }
        return tail
    }
}

/// JSON web tokens: [RFC 7519](https://www.rfc-editor.org/rfc/rfc7519).
enum WebTokenRule {
    /// `{"alg"`, `{"typ"`, `{"kid"` and their like in base64 begin so.
    private static let head = "eyJ".utf8.map(PlainByte.skeleton)

    static func hits(_ line: PlainLine) -> Bool {
        line.bytes.indices.contains { index in
            (index == 0 || !PlainByte.isWord(line.bytes[index - 1])) && begins(line, at: index)
        }
    }

    private static func begins(_ line: PlainLine, at index: Int) -> Bool {
        guard index + 20 <= line.bytes.count else { return false }
        let read = line.bytes[index..<(index + 3)]
        guard PlainByte.lower(line.bytes[index]) == UInt8(ascii: "e"),
            zip(read.map(PlainByte.skeleton), head).count(where: { $0 == $1 }) >= 2
        else { return false }
        let tail = line.bytes[index...].prefix { $0 != UInt8(ascii: " ") }
        return tail.count >= 20 && read.contains(where: PlainByte.isUpper) && ChanceRule.isMixed(Array(tail))
    }
}

/// Private keys in the form of [RFC 7468](https://www.rfc-editor.org/rfc/rfc7468): `-----BEGIN PRIVATE KEY-----`.
enum KeyBlockRule {
    /// The most lines of one block.
    static let limit = 60

    private static let begin = "begin".utf8.map(PlainByte.skeleton)
    private static let end = "end".utf8.map(PlainByte.skeleton)
    private static let key = "privatekey".utf8.map(PlainByte.skeleton)
    private static let block = "privatekeyblock".utf8.map(PlainByte.skeleton)

    static func begins(_ line: PlainLine) -> Bool { names(line, after: begin) }
    static func ends(_ line: PlainLine) -> Bool { names(line, after: end) }

    /// Whether a line may stand between the first and the last of a block: it is no sentence.
    static func isInside(_ line: PlainLine) -> Bool {
        let plain = line.words.map { line.bytes[line.trimmed($0)] }
            .count {
                $0.count >= 2 && $0.dropFirst().allSatisfy(PlainByte.isLower) && PlainByte.isLetter($0[$0.startIndex])
            }
        return plain < 3
    }

    private static func names(_ line: PlainLine, after head: [UInt8]) -> Bool {
        let letters = line.bytes.filter(PlainByte.isWord).map(PlainByte.skeleton)
        guard let start = letters.firstRange(of: head) else { return false }
        let rest = letters[start.upperBound...]
        return rest.count <= 40 && (isNear(key, at: rest) || isNear(block, at: rest))
            && line.bytes.count { $0 == UInt8(ascii: "-") } >= 2
    }

    /// Whether letters end like a word, of which two may have been read wrong.
    private static func isNear(_ word: [UInt8], at letters: ArraySlice<UInt8>) -> Bool {
        let tail = letters.suffix(word.count)
        return tail.count == word.count && zip(tail, word).count { $0 != $1 } <= 2
    }
}

/// Addresses that carry a name and a password: `postgres://me:secret@host/base`.
enum CredentialAddressRule {
    /// The most characters from the slashes to the `@`.
    private static let limit = 60

    static func hits(_ line: PlainLine) -> Bool {
        line.bytes.indices.contains { index in
            isOpening(line, index) && carries(line.bytes[(index + 2)...].prefix(limit)) || isCarried(line, index)
        }
    }

    /// Whether chance stands right before an `@`, as no name in an address of e-mail does.
    private static func isCarried(_ line: PlainLine, _ at: Int) -> Bool {
        guard line.bytes[at] == UInt8(ascii: "@") else { return false }
        let word = Array(line.bytes[..<at].reversed().prefix { PlainByte.isWord($0) }.reversed())
        let digits = word.count(where: PlainByte.isDigit)
        return word.count >= 8 && digits > 0 && digits < word.count && ChanceRule.isMixed(word)
            && word.contains(where: PlainByte.isUpper)
    }

    /// Two slashes behind a colon, of which one may have been read as a letter, and the colon as a dot.
    private static func isOpening(_ line: PlainLine, _ index: Int) -> Bool {
        guard index + 2 < line.bytes.count, isSlash(line.bytes[index]), isSlash(line.bytes[index + 1]),
            line.bytes[index...(index + 1)].contains(UInt8(ascii: "/"))
        else { return false }
        let before = line.bytes[..<index].last { $0 != UInt8(ascii: " ") }
        return before.map { ":;.".utf8.contains($0) } ?? true
    }

    private static func isSlash(_ byte: UInt8) -> Bool { "/|lI!".utf8.contains(byte) }

    /// Whether a name, a colon, a password and an `@` follow before the next slash.
    private static func carries(_ rest: ArraySlice<UInt8>) -> Bool {
        let host = rest.prefix { $0 != UInt8(ascii: "/") }
        guard let at = host.lastIndex(of: UInt8(ascii: "@")) else { return endsInChance(host) }
        let names = host[..<at]
        let blanks = names.count { $0 == UInt8(ascii: " ") }
        let signs = blanks == 0 ? ":;." : ":;"
        guard blanks <= 3, let sign = names.firstIndex(where: { signs.utf8.contains($0) }) else { return false }
        return sign > names.startIndex && names.endIndex - sign > 3
    }

    /// Whether a name, a colon and chance follow; the `@` was not read.
    private static func endsInChance(_ host: ArraySlice<UInt8>) -> Bool {
        guard let sign = host.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let word = host[(sign + 1)...].drop { $0 == UInt8(ascii: " ") }.prefix(while: PlainByte.isWord)
        return word.count >= 8 && word.contains(where: PlainByte.isDigit) && ChanceRule.isMixed(Array(word))
    }
}
