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
    private let text: String

    /// - Parameter isAddress: whether `%41` is an A, as in addresses.
    init(_ text: String, isAddress: Bool = false) {
        self.text = text
        scalars = Array(text.unicodeScalars)
        bytes.reserveCapacity(scalars.count)
        origins.reserveCapacity(scalars.count)
        var index = 0
        while index < scalars.count {
            if isAddress, let (byte, count) = encodedByte(at: index) {
                take(byte, from: index, count: count)
                index += count
            } else {
                take(scalars[index], from: index)
                index += 1
            }
        }
    }

    /// The byte that `%` and two hexadecimal digits stand for, also when the `%` was encoded itself, and how long that is.
    private func encodedByte(at index: Int) -> (byte: UInt8, count: Int)? {
        guard scalars[index] == "%" else { return nil }
        var place = index + 1
        while digits(at: place) == 0x25, digits(at: place + 2) != nil { place += 2 }
        return digits(at: place).map { ($0, place + 2 - index) }
    }

    private func digits(at index: Int) -> UInt8? {
        guard index + 1 < scalars.count, let high = Character(scalars[index]).hexDigitValue,
            let low = Character(scalars[index + 1]).hexDigitValue
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
    ///
    /// - Parameter asWord: whether they must stand together, with no other letter or digit at either end.
    func contains(_ pattern: [UInt8], asWord: Bool) -> Bool { place(of: pattern, from: 0, asWord: asWord) != nil }

    /// The text with every occurrence of a pattern replaced, from its first letter to its last.
    func replacing(_ pattern: [UInt8], with mark: String, asWord: Bool) -> String {
        guard var place = place(of: pattern, from: 0, asWord: asWord) else { return text }
        var result = String.UnicodeScalarView()
        var kept = 0
        while true {
            let end = place + pattern.count
            result.append(contentsOf: scalars[kept..<max(kept, Int(origins[place].lowerBound))])
            result.append(contentsOf: mark.unicodeScalars)
            kept = Int(origins[end - 1].upperBound)
            guard let next = self.place(of: pattern, from: end, asWord: asWord) else { break }
            place = next
        }
        result.append(contentsOf: scalars[min(kept, scalars.count)...])
        return String(result)
    }

    private func place(of pattern: [UInt8], from start: Int, asWord: Bool) -> Int? {
        var from = start
        while let found = place(of: pattern, from: from) {
            if !asWord || isWord(found, pattern.count) { return found }
            from = found + 1
        }
        return nil
    }

    /// Whether letters stand together and no other touches them.
    private func isWord(_ place: Int, _ count: Int) -> Bool {
        let last = place + count - 1
        let isWhole = (place..<last).allSatisfy { origins[$0 + 1].lowerBound <= origins[$0].upperBound }
        let isFree = { (left: Int, right: Int) in
            left < 0 || right >= self.bytes.count || self.origins[left].upperBound < self.origins[right].lowerBound
        }
        return isWhole && isFree(place - 1, place) && isFree(last, last + 1)
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
