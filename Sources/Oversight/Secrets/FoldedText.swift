// SPDX-License-Identifier: Apache-2.0

/// A text as its letters and digits alone, without case, and where in the text each of them stands.
///
/// Pages show a secret in groups, in capitals, or letter by letter: that is the same secret.
struct FoldedText {
    /// The letters and digits, as UTF-8.
    private(set) var bytes: [UInt8] = []
    /// For each byte, the scalars that it comes from.
    private var origins: [Range<Int32>] = []
    private let scalars: [Unicode.Scalar]

    /// - Parameter isAddress: whether `%41` is an A, as in addresses.
    init(_ text: String, isAddress: Bool = false) {
        scalars = Array(text.unicodeScalars)
        bytes.reserveCapacity(scalars.count)
        origins.reserveCapacity(scalars.count)
        var index = 0
        while index < scalars.count {
            if isAddress, let byte = encodedByte(at: index) {
                take(byte, from: index, count: 3)
                index += 3
            } else {
                take(scalars[index], from: index)
                index += 1
            }
        }
    }

    /// The byte that `%` and two hexadecimal digits stand for.
    private func encodedByte(at index: Int) -> UInt8? {
        guard scalars[index] == "%", index + 2 < scalars.count,
            let high = Character(scalars[index + 1]).hexDigitValue,
            let low = Character(scalars[index + 2]).hexDigitValue
        else { return nil }
        return UInt8(high << 4 | low)
    }

    private mutating func take(_ scalar: Unicode.Scalar, from index: Int) {
        if scalar.isASCII {
            take(UInt8(scalar.value), from: index, count: 1)
        } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            for byte in scalar.properties.lowercaseMapping.utf8 { take(byte, from: index, count: 1) }
        }
    }

    private mutating func take(_ byte: UInt8, from index: Int, count: Int) {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: bytes.append(byte)
        default: return
        }
        let start = Int32(truncatingIfNeeded: index)
        origins.append(start..<start + Int32(count))
    }

    /// Whether it holds these bytes.
    func contains(_ pattern: [UInt8]) -> Bool { place(of: pattern, from: 0) != nil }

    /// The text with every occurrence of a pattern replaced, from its first letter to its last.
    func replacing(_ pattern: [UInt8], with mark: String) -> String {
        var result = String.UnicodeScalarView()
        var from = 0
        var kept = 0
        while let place = place(of: pattern, from: from) {
            from = place + pattern.count
            result.append(contentsOf: scalars[kept..<max(kept, Int(origins[place].lowerBound))])
            result.append(contentsOf: mark.unicodeScalars)
            kept = Int(origins[from - 1].upperBound)
        }
        result.append(contentsOf: scalars[kept...])
        return String(result)
    }

    private func place(of pattern: [UInt8], from start: Int) -> Int? {
        guard let first = pattern.first, bytes.count - start >= pattern.count else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            var index = start
            let last = bytes.count - pattern.count
            while index <= last {
                if bytes[index] == first, bytes[index..<index + pattern.count].elementsEqual(pattern) { return index }
                index += 1
            }
            return nil
        }
    }
}
