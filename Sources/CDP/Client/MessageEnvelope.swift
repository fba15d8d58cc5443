// SPDX-License-Identifier: Apache-2.0

/// The outer members of one message, found without decoding what is inside them.
///
/// Every message is looked at once on the socket's thread, and a page picture is a megabyte: so this only walks the
/// text and remembers where each member's value begins and ends.
struct MessageEnvelope {
    private(set) var id: Int?
    private(set) var method: String?
    private(set) var sessionID: String?
    private(set) var result: [UInt8]?
    private(set) var error: [UInt8]?
    private(set) var parameters: [UInt8] = []

    /// Reads one message; nil when it is not an object in JSON.
    init?(_ bytes: [UInt8]) {
        var walker = JSONWalker(bytes)
        guard walker.take(UInt8(ascii: "{")) else { return nil }
        if walker.take(UInt8(ascii: "}")) { return }
        repeat {
            guard let key = walker.string(), walker.take(UInt8(ascii: ":")), let value = walker.value() else {
                return nil
            }
            note(bytes, key: bytes[key], value: value)
        } while walker.take(UInt8(ascii: ","))
        guard walker.take(UInt8(ascii: "}")) else { return nil }
    }

    private mutating func note(_ bytes: [UInt8], key: ArraySlice<UInt8>, value: Range<Int>) {
        if key.elementsEqual("id".utf8) {
            id = Int(String(decoding: bytes[value], as: UTF8.self))
        } else if key.elementsEqual("method".utf8) {
            method = text(bytes, value)
        } else if key.elementsEqual("sessionId".utf8) {
            sessionID = text(bytes, value)
        } else if key.elementsEqual("result".utf8) {
            result = Array(bytes[value])
        } else if key.elementsEqual("error".utf8) {
            error = Array(bytes[value])
        } else if key.elementsEqual("params".utf8) {
            parameters = Array(bytes[value])
        }
    }

    /// Method and session names are plain ASCII, so the quotes are all there is to take off.
    private func text(_ bytes: [UInt8], _ value: Range<Int>) -> String? {
        guard value.count >= 2, bytes[value.lowerBound] == UInt8(ascii: "\"") else { return nil }
        return String(decoding: bytes[(value.lowerBound + 1)..<(value.upperBound - 1)], as: UTF8.self)
    }
}

/// Walks over JSON values without building them.
struct JSONWalker {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Takes one character after white space, if it is the next.
    mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// The range of a string's contents.
    mutating func string() -> Range<Int>? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = position
        guard skipString() else { return nil }
        return start..<(position - 1)
    }

    /// The range of the next value, quotes and brackets included.
    mutating func value() -> Range<Int>? {
        skipSpace()
        let start = position
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "\""):
            position += 1
            guard skipString() else { return nil }
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard skipNested() else { return nil }
        default:
            while position < bytes.count, !isEndOfScalar(bytes[position]) { position += 1 }
        }
        return start < position ? start..<position : nil
    }

    private mutating func skipNested() -> Bool {
        var depth = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return true }
            case UInt8(ascii: "\""):
                guard skipString() else { return false }
            default: break
            }
        }
        return false
    }

    /// From behind the opening quote to behind the closing one.
    private mutating func skipString() -> Bool {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return true }
            if byte == UInt8(ascii: "\\") { position += 1 }
        }
        return false
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    private func isEndOfScalar(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || byte <= 0x20
    }
}
