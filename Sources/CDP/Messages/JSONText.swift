// SPDX-License-Identifier: Apache-2.0

/// The content of a JSON text that holds escapes.
enum JSONText {
    /// Resolves the escapes; half a surrogate pair becomes U+FFFD, since a page may put one into any text.
    ///
    /// - Parameters:
    ///   - content: what stands between the quotes.
    ///   - offset: where that is, for the fault.
    /// - Returns: the text.
    /// - Throws: ``JSONFault`` at an escape that JSON does not have.
    static func unescaped(_ content: UnsafeBufferPointer<UInt8>, offset: Int) throws(JSONFault) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(content.count)
        var index = 0
        while index < content.count {
            let byte = content[index]
            guard byte == UInt8(ascii: "\\") else {
                output.append(byte)
                index += 1
                continue
            }
            guard index + 1 < content.count else { throw JSONFault(position: offset + index) }
            if content[index + 1] == UInt8(ascii: "u") {
                index = try appendUnicode(content, at: index, offset: offset, to: &output)
            } else {
                guard let plain = plain(content[index + 1]) else { throw JSONFault(position: offset + index) }
                output.append(plain)
                index += 2
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func plain(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        default: nil
        }
    }

    /// Appends what the escape at an index means, with its other half when it has one.
    ///
    /// - Returns: the index after it.
    private static func appendUnicode(
        _ content: UnsafeBufferPointer<UInt8>,
        at index: Int,
        offset: Int,
        to output: inout [UInt8]
    ) throws(JSONFault) -> Int {
        guard let unit = codeUnit(content, at: index) else { throw JSONFault(position: offset + index) }
        var scalar = Unicode.Scalar(unit)
        var next = index + 6
        if UTF16.isLeadSurrogate(unit), let trail = codeUnit(content, at: next), UTF16.isTrailSurrogate(trail) {
            let value = 0x10000 + (UInt32(unit & 0x3FF) << 10) + UInt32(trail & 0x3FF)
            scalar = Unicode.Scalar(value)
            next += 6
        }
        output.append(contentsOf: Character(scalar ?? "\u{FFFD}").utf8)
        return next
    }

    private static func codeUnit(_ content: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt16? {
        guard index + 6 <= content.count, content[index] == UInt8(ascii: "\\"), content[index + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for byte in content[index + 2..<index + 6] {
            guard let digit = hexDigit(byte) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
