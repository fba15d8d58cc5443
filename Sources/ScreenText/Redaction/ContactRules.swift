// SPDX-License-Identifier: Apache-2.0

/// Addresses of e-mail.
enum EmailRule {
    private static let endings: Set<String> = [
        "com", "org", "net", "edu", "gov", "int", "info", "biz", "dev", "app", "io", "de", "at", "ch", "fr", "uk", "eu",
        "it", "es", "nl", "be", "pl", "se", "no", "dk", "fi", "example", "test", "us", "ca", "au", "jp", "cn", "in",
    ]

    static func hits(_ line: PlainLine) -> Bool {
        line.bytes.indices.contains { index in
            switch line.bytes[index] {
            case UInt8(ascii: "@"): isAddress(line, index, isSure: true)
            case UInt8(ascii: "Q"), UInt8(ascii: "a"), UInt8(ascii: "("): isAddress(line, index, isSure: false)
            default: false
            }
        }
    }

    /// Whether a name stands before and a host behind; where the `@` itself was read wrong, of a known ending.
    private static func isAddress(_ line: PlainLine, _ index: Int, isSure: Bool) -> Bool {
        var end = index
        while end > 0, isSure, line.bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        guard end > 0, isPart(line.bytes[end - 1]) else { return false }
        var start = index + 1
        while start < line.bytes.count, isSure, line.bytes[start] == UInt8(ascii: " ") { start += 1 }
        let host = line.bytes[start...].prefix { isPart($0) || $0 == UInt8(ascii: ",") }
        let parts = host.split { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
        guard isSure else {
            let isInside = PlainByte.isLower(line.bytes[index - 1]) && line.bytes[index] != UInt8(ascii: "a")
            let last = String(decoding: (parts.last ?? []).map(PlainByte.lower), as: UTF8.self)
            return isInside && parts.count >= 2 && endings.contains(last) && last.utf8.count >= 2
        }
        if parts.count >= 2, parts.last?.count ?? 0 >= 2 { return true }
        // The dot before the ending was read as a blank, or not at all.
        let word = String(decoding: host.map(PlainByte.lower), as: UTF8.self)
        return word.utf8.count >= 6 && endings.contains { $0.utf8.count >= 2 && word.hasSuffix($0) }
            || followingEnding(line, host.endIndex).map(endings.contains) ?? false
    }

    /// What stands behind the last dot of the next word.
    private static func followingEnding(_ line: PlainLine, _ end: Int) -> String? {
        guard let word = line.words.first(where: { $0.lowerBound >= end }) else { return nil }
        let last = line.bytes[line.trimmed(word)].split { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }.last
        return last.map { String(decoding: $0.map(PlainByte.lower), as: UTF8.self) }
    }

    private static func isPart(_ byte: UInt8) -> Bool { PlainByte.isWord(byte) || ".-_+|".utf8.contains(byte) }
}

/// Telephone numbers.
enum PhoneRule {
    static func hits(_ line: PlainLine) -> Bool {
        chains(of: line).contains { isNumber($0, line) }
    }

    /// Groups of digits with whatever a telephone number may have between them.
    private static func chains(of line: PlainLine) -> [[DigitGroup]] {
        var chains: [[DigitGroup]] = []
        for group in DigitGroup.chains(of: line).joined() {
            if let last = chains.last?.last, joins(line, last.range.upperBound..<group.range.lowerBound) {
                chains[chains.count - 1].append(group)
            } else {
                chains.append([group])
            }
        }
        return chains
    }

    private static func joins(_ line: PlainLine, _ range: Range<Int>) -> Bool {
        range.count <= 3 && line.bytes[range].allSatisfy { " -.()/".utf8.contains($0) }
    }

    private static func isNumber(_ chain: [DigitGroup], _ line: PlainLine) -> Bool {
        let count = chain.reduce(0) { $0 + $1.digits.count }
        guard (7...15).contains(count), let first = chain.first else { return false }
        let before = first.range.lowerBound > 0 ? line.bytes[first.range.lowerBound - 1] : UInt8(ascii: " ")
        if before == UInt8(ascii: "+") || before == UInt8(ascii: "(") { return count >= 8 }
        if chain.map(\.digits.count) == [3, 3, 4] || chain.map(\.digits.count) == [1, 3, 3, 4] { return true }
        return first.digits.first == 0 && count >= 9 && count <= 13 && (chain.count >= 2 || count >= 10)
    }
}
