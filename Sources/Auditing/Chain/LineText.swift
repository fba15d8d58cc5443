// SPDX-License-Identifier: Apache-2.0

/// What the chain needs of a stored line, found in its text.
///
/// The stored bytes are what is hashed, so that a change which only looks the same is found as well. The members after
/// `extra` hold no free text, so the last place where one of their names stands is the member itself.
struct LineText {
    let hash: String
    let previous: String
    let sequence: Int64
    /// The line without its hash, as it was hashed.
    let hashed: [UInt8]

    /// Reads a line; nil when one of the members is not there.
    init?(_ line: String) {
        let bytes = Array(line.utf8)
        guard let hash = LineText.member("hash", in: bytes), let previous = LineText.member("prev", in: bytes),
            let number = LineText.member("seq", in: bytes), let sequence = Int64(number.text)
        else { return nil }
        self.hash = hash.text
        self.previous = previous.text
        self.sequence = sequence
        hashed = Array(bytes[..<hash.range.lowerBound] + bytes[hash.range.upperBound...])
    }

    /// A member's value and where the member stands, with the comma before it.
    private static func member(_ name: String, in bytes: [UInt8]) -> (text: String, range: Range<Int>)? {
        let label = Array(",\"\(name)\":".utf8)
        guard bytes.count > label.count,
            let start = stride(from: bytes.count - label.count, through: 0, by: -1)
                .first(where: { bytes[$0...].starts(with: label) })
        else { return nil }
        var end = start + label.count
        guard end < bytes.count else { return nil }
        let isText = bytes[end] == UInt8(ascii: "\"")
        if isText { end += 1 }
        let valueStart = end
        let stops: [UInt8] = isText ? [UInt8(ascii: "\"")] : [UInt8(ascii: ","), UInt8(ascii: "}")]
        while end < bytes.count, !stops.contains(bytes[end]) { end += 1 }
        guard end < bytes.count else { return nil }
        return (String(decoding: bytes[valueStart..<end], as: UTF8.self), start..<(isText ? end + 1 : end))
    }
}
