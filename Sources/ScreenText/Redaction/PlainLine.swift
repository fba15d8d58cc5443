// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// A line as the rules look at it: one plain byte for each character, so that places can be compared quickly.
///
/// Dashes and quotation marks of all kinds are the plain ones, `©` and `®` are what `@` is often read as, and letters
/// have no accents. What has no plain form is ``other``.
struct PlainLine {
    /// A character without a plain form.
    static let other: UInt8 = 0x7F

    let bytes: [UInt8]
    /// The runs without a blank.
    let words: [Range<Int>]

    init(_ text: String) {
        bytes = text.unicodeScalars.map(PlainLine.plain)
        var words: [Range<Int>] = []
        var start: Int?
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: " ") {
                if let begun = start { words.append(begun..<index) }
                start = nil
            } else if start == nil {
                start = index
            }
        }
        if let begun = start { words.append(begun..<bytes.count) }
        self.words = words
    }

    /// A word without the marks around it.
    func trimmed(_ word: Range<Int>) -> Range<Int> {
        var word = word
        while let first = word.first, !PlainByte.isWord(bytes[first]) { word = (first + 1)..<word.upperBound }
        while let last = word.last, !PlainByte.isWord(bytes[last]) { word = word.lowerBound..<last }
        return word
    }

    private static func plain(_ scalar: Unicode.Scalar) -> UInt8 {
        guard scalar.value >= 0x80 else { return scalar == "\t" ? UInt8(ascii: " ") : UInt8(scalar.value) }
        switch scalar.value {
        case 0x2010...0x2015, 0x2212: return UInt8(ascii: "-")
        case 0x2018, 0x2019, 0x201A: return UInt8(ascii: "'")
        case 0x201C, 0x201D, 0x201E, 0xAB, 0xBB: return UInt8(ascii: "\"")
        case 0xA9, 0xAE: return UInt8(ascii: "@")
        case 0xA0, 0x2002...0x200A, 0x202F: return UInt8(ascii: " ")
        case 0x2022, 0x25CF, 0xB7, 0x2219: return UInt8(ascii: "*")
        default: break
        }
        guard scalar.properties.isAlphabetic,
            let base = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first, base.isASCII
        else { return other }
        return UInt8(base.value)
    }
}

/// What a byte of a line is, and what it may have been before it was read.
enum PlainByte {
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
    static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
    static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) }
    static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }

    static func lower(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
    static func upper(_ byte: UInt8) -> UInt8 { isLower(byte) ? byte & 0xDF : byte }

    /// The digit that a character is, or is often read as.
    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case UInt8(ascii: "O"), UInt8(ascii: "o"), UInt8(ascii: "Q"), UInt8(ascii: "D"): 0
        case UInt8(ascii: "l"), UInt8(ascii: "I"), UInt8(ascii: "i"), UInt8(ascii: "|"), UInt8(ascii: "!"),
            UInt8(ascii: "]"):
            1
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): 2
        case UInt8(ascii: "A"): 4
        case UInt8(ascii: "S"), UInt8(ascii: "s"), UInt8(ascii: "$"): 5
        case UInt8(ascii: "b"), UInt8(ascii: "G"): 6
        case UInt8(ascii: "T"), UInt8(ascii: "?"): 7
        case UInt8(ascii: "B"), UInt8(ascii: "&"): 8
        case UInt8(ascii: "g"), UInt8(ascii: "q"): 9
        default: nil
        }
    }

    /// One of the characters that are read for one another.
    static func skeleton(_ byte: UInt8) -> UInt8 {
        switch lower(byte) {
        case UInt8(ascii: "0"), UInt8(ascii: "q"): UInt8(ascii: "o")
        case UInt8(ascii: "1"), UInt8(ascii: "i"), UInt8(ascii: "|"), UInt8(ascii: "!"), UInt8(ascii: "]"):
            UInt8(ascii: "l")
        case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
        case UInt8(ascii: "2"): UInt8(ascii: "z")
        case UInt8(ascii: "8"), UInt8(ascii: "6"): UInt8(ascii: "b")
        case UInt8(ascii: "9"): UInt8(ascii: "g")
        case let other: other
        }
    }

    /// The letter that a character is, or is often read as: for places where only a letter can stand.
    static func letter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0"): UInt8(ascii: "O")
        case UInt8(ascii: "1"), UInt8(ascii: "|"), UInt8(ascii: "l"), UInt8(ascii: "!"): UInt8(ascii: "I")
        case UInt8(ascii: "2"): UInt8(ascii: "Z")
        case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "S")
        case UInt8(ascii: "6"): UInt8(ascii: "G")
        case UInt8(ascii: "8"): UInt8(ascii: "B")
        case _ where isLetter(byte): upper(byte)
        default: nil
        }
    }
}
