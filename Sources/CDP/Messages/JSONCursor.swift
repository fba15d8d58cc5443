// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// A place in JSON bytes; it only moves forward and never reads past the end.
///
/// Own, and not Foundation's, for three reasons: a message's envelope is read by skipping over what is in it, a lone
/// surrogate that a page put into a text becomes U+FFFD instead of an error, and a `JSONValue` is built at once instead
/// of by trying one type after another.
struct JSONCursor {
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// The byte here; nil at the end.
    var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func advance(by count: Int = 1) { position = min(position + count, bytes.count) }

    mutating func skipSpace() {
        while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    /// Steps over a byte that must be here, after white space.
    mutating func expect(_ wanted: UInt8) throws(JSONFault) {
        guard take(wanted) else { throw fault }
    }

    /// Steps over a byte when it is here, after white space.
    mutating func take(_ wanted: UInt8) -> Bool {
        skipSpace()
        guard byte == wanted else { return false }
        position += 1
        return true
    }

    /// What is wrong here.
    var fault: JSONFault { JSONFault(position: position) }

    /// Steps over one value of any kind without looking into it.
    mutating func skipValue() throws(JSONFault) {
        skipSpace()
        switch byte {
        case UInt8(ascii: "\""): try skipString()
        case UInt8(ascii: "{"), UInt8(ascii: "["): try skipNested()
        case .some: try skipScalar()
        case nil: throw fault
        }
    }

    /// Steps over a text, and tells where its content is and whether it holds an escape.
    @discardableResult
    mutating func skipString() throws(JSONFault) -> (content: Range<Int>, isEscaped: Bool) {
        try expect(UInt8(ascii: "\""))
        let start = position
        var isEscaped = false
        while let quote = find(UInt8(ascii: "\""), from: position, to: bytes.count) {
            isEscaped = isEscaped || find(UInt8(ascii: "\\"), from: position, to: quote) != nil
            position = quote + 1
            if !isEscaped || backslashes(before: quote, downTo: start).isMultiple(of: 2) {
                return (start..<quote, isEscaped)
            }
        }
        throw fault
    }

    /// Looks for a byte with the C library's `memchr`, because texts are most of what is sent.
    private func find(_ wanted: UInt8, from start: Int, to end: Int) -> Int? {
        guard start < end, let base = bytes.baseAddress else { return nil }
        guard let found = memchr(base + start, Int32(wanted), end - start) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private func backslashes(before end: Int, downTo start: Int) -> Int {
        var index = end
        while index > start, bytes[index - 1] == UInt8(ascii: "\\") { index -= 1 }
        return end - index
    }

    private mutating func skipNested() throws(JSONFault) {
        var depth = 0
        while let byte {
            switch byte {
            case UInt8(ascii: "\""):
                try skipString()
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            position += 1
            if depth == 0 { return }
        }
        throw fault
    }

    private mutating func skipScalar() throws(JSONFault) {
        let start = position
        while let byte, isScalar(byte) { position += 1 }
        if position == start { throw fault }
    }

    private func isScalar(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

/// Bytes that are no JSON, from a position on.
struct JSONFault: Error, Hashable {
    let position: Int
}
