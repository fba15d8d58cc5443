// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Reads one JSON value into memory; strict but for lone surrogates.
struct JSONParser {
    /// How deep lists and objects may lie in each other; a page decides that, and the stack is finite.
    static let depthLimit = 512

    private var cursor: JSONCursor
    private var depth = 0

    /// Reads the value that the bytes of a range are.
    static func value(in bytes: [UInt8], _ range: Range<Int>) throws(JSONFault) -> JSONValue {
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONFault> in
            var parser = JSONParser(
                cursor: JSONCursor(UnsafeBufferPointer(rebasing: buffer[range]))
            )
            do throws(JSONFault) { return .success(try parser.wholeValue()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private init(cursor: JSONCursor) { self.cursor = cursor }

    private mutating func wholeValue() throws(JSONFault) -> JSONValue {
        let value = try value()
        cursor.skipSpace()
        guard cursor.byte == nil else { throw cursor.fault }
        return value
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        cursor.skipSpace()
        switch cursor.byte {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try nested { (parser) throws(JSONFault) in try parser.object() }
        case UInt8(ascii: "["): return try nested { (parser) throws(JSONFault) in try parser.array() }
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONFault) -> JSONValue
    ) throws(JSONFault) -> JSONValue {
        guard depth < JSONParser.depthLimit else { throw cursor.fault }
        depth += 1
        defer { depth -= 1 }
        cursor.advance()
        return try body(&self)
    }

    private mutating func object() throws(JSONFault) -> JSONValue {
        var members: [String: JSONValue] = [:]
        if cursor.take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            cursor.skipSpace()
            let name = try string()
            try cursor.expect(UInt8(ascii: ":"))
            members[name] = try value()
        } while cursor.take(UInt8(ascii: ","))
        try cursor.expect(UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func array() throws(JSONFault) -> JSONValue {
        var items: [JSONValue] = []
        if cursor.take(UInt8(ascii: "]")) { return .array(items) }
        repeat { items.append(try value()) } while cursor.take(UInt8(ascii: ","))
        try cursor.expect(UInt8(ascii: "]"))
        return .array(items)
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let start = cursor.position
        guard start + text.utf8CodeUnitCount <= cursor.bytes.count else { throw cursor.fault }
        for index in 0..<text.utf8CodeUnitCount where cursor.bytes[start + index] != text.utf8Start[index] {
            throw cursor.fault
        }
        cursor.advance(by: text.utf8CodeUnitCount)
        return value
    }

    private mutating func string() throws(JSONFault) -> String {
        let (range, isEscaped) = try cursor.skipString()
        let content = UnsafeBufferPointer(rebasing: cursor.bytes[range])
        return isEscaped
            ? try JSONText.unescaped(content, offset: range.lowerBound) : String(decoding: content, as: UTF8.self)
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = cursor.position
        try cursor.skipValue()
        let digits = UnsafeBufferPointer(rebasing: cursor.bytes[start..<cursor.position])
        if let whole = JSONParser.whole(digits) { return .int(whole) }
        guard let first = digits.first, first == UInt8(ascii: "-") || (first >= 0x30 && first <= 0x39),
            let number = Double(String(decoding: digits, as: UTF8.self)), number.isFinite
        else { throw JSONFault(position: start) }
        return .double(number)
    }

    /// A number without fraction or exponent that surely fits; nil leaves it to the slow way.
    private static func whole(_ digits: UnsafeBufferPointer<UInt8>) -> Int64? {
        let isNegative = digits.first == UInt8(ascii: "-")
        let magnitude = digits.dropFirst(isNegative ? 1 : 0)
        guard !magnitude.isEmpty else { return nil }
        if magnitude.count > 18 {
            return magnitude.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
                ? Int64(String(decoding: digits, as: UTF8.self)) : nil
        }
        var result: Int64 = 0
        for byte in magnitude {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            result = result * 10 + Int64(byte - 0x30)
        }
        // A negative zero has a sign to keep.
        if isNegative, result == 0 { return nil }
        return isNegative ? -result : result
    }
}
