// SPDX-License-Identifier: Apache-2.0

/// IPv4 addresses in all the notations that the browser takes: `127.0.0.1`, `127.1`, `2130706433`, `0x7f.0.0.1`, `0177.1`
/// (the [IPv4 parser](https://url.spec.whatwg.org/#concept-ipv4-parser) of the URL standard).
enum IPv4 {
    /// Whether the browser reads a host as a number: its last label is one, in any notation.
    ///
    /// Such a host is an IPv4 address or nothing; it is never looked up as a name.
    static func isMeant(by labels: [Substring]) -> Bool {
        guard let last = labels.last else { return false }
        guard last.hasPrefix("0x") else { return last.utf8.allSatisfy(ASCII.isDigit) }
        return last.dropFirst(2).utf8.allSatisfy(ASCII.isHexDigit)
    }

    /// The four bytes; nil when the numbers do not fit.
    static func parse(_ labels: [Substring]) -> [UInt8]? {
        guard (1...4).contains(labels.count) else { return nil }
        let numbers = labels.compactMap(number)
        guard numbers.count == labels.count, let last = numbers.last else { return nil }
        let heads = numbers.dropLast()
        guard heads.allSatisfy({ $0 <= 255 }), last >> (8 * (4 - heads.count)) == 0 else { return nil }
        let value = heads.enumerated().reduce(last) { $0 | $1.element << (8 * (3 - $1.offset)) }
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// Dotted decimal: `127.0.0.1`.
    static func text(_ bytes: [UInt8]) -> String { bytes.map(String.init).joined(separator: ".") }

    /// A decimal, octal (`0…`) or hexadecimal (`0x…`) number of at most 32 bits.
    private static func number(_ label: Substring) -> UInt64? {
        guard !label.isEmpty else { return nil }
        let isHexadecimal = label.hasPrefix("0x")
        let isOctal = !isHexadecimal && label.hasPrefix("0") && label.utf8.count > 1
        let digits = isHexadecimal ? label.dropFirst(2) : label
        guard digits.utf8.allSatisfy(ASCII.isHexDigit) else { return nil }
        guard !digits.isEmpty else { return 0 }
        let value = UInt64(digits, radix: isHexadecimal ? 16 : isOctal ? 8 : 10)
        return value.flatMap { $0 <= UInt64(UInt32.max) ? $0 : nil }
    }
}
