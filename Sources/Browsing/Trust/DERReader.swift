// SPDX-License-Identifier: Apache-2.0

/// Reads the definite form of DER, [X.690](https://www.itu.int/rec/T-REC-X.690) section 10, as far as a certificate needs it.
///
/// Everything that does not add up ends the reading with nil: there is no second way to understand a certificate.
struct DERReader {
    /// One value with the tag before it.
    struct Element: Hashable {
        /// The first byte: class, form and number.
        let tag: UInt8
        /// What is inside.
        let content: ArraySlice<UInt8>
    }

    /// The tags that a certificate is read by.
    enum Tag {
        static let boolean: UInt8 = 0x01
        static let octets: UInt8 = 0x04
        static let identifier: UInt8 = 0x06
        static let shortTime: UInt8 = 0x17
        static let longTime: UInt8 = 0x18
        static let sequence: UInt8 = 0x30
        static let version: UInt8 = 0xA0
        static let extensions: UInt8 = 0xA3
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// Whether all of it was read.
    var isAtEnd: Bool { rest.isEmpty }

    /// The next value, whatever it is.
    mutating func next() -> Element? {
        guard let tag = rest.popFirst(), tag & 0x1F != 0x1F, let length = length(), length <= rest.count else {
            return nil
        }
        let content = rest.prefix(length)
        rest = rest.dropFirst(length)
        return Element(tag: tag, content: content)
    }

    /// The next value, which must have that tag.
    mutating func next(_ tag: UInt8) -> ArraySlice<UInt8>? {
        guard let element = next(), element.tag == tag else { return nil }
        return element.content
    }

    /// All values of a content, in their order; nil when it is not made of values.
    static func all(in content: ArraySlice<UInt8>) -> [Element]? {
        var reader = DERReader(content)
        var result: [Element] = []
        while !reader.isAtEnd {
            guard let element = reader.next() else { return nil }
            result.append(element)
        }
        return result
    }

    /// At most three bytes of length: a certificate has never more than 16 MB.
    private mutating func length() -> Int? {
        guard let first = rest.popFirst() else { return nil }
        guard first & 0x80 != 0 else { return Int(first) }
        let count = Int(first & 0x7F)
        guard (1...3).contains(count), rest.count >= count else { return nil }
        let bytes = rest.prefix(count)
        rest = rest.dropFirst(count)
        let length = bytes.reduce(0) { $0 << 8 | Int($1) }
        // DER has one way only to write a length.
        return bytes.first != 0 && length >= 0x80 ? length : nil
    }
}
