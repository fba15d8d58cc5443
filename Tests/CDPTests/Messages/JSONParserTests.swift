// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import CDP

@Suite struct JSONParserTests {
    private func parse(_ text: String) throws -> JSONValue {
        let bytes = Array(text.utf8)
        return try JSONParser.value(in: bytes, bytes.indices)
    }

    @Test("every kind of value is read")
    func kinds() throws {
        #expect(
            try parse(#" {"a": [1, -2.5, 1e3, true, false, null], "b": {"c": "d"}, "e": {}, "f": []} "#) == [
                "a": [1, -2.5, .double(1000), true, false, nil], "b": ["c": "d"], "e": [:], "f": [],
            ]
        )
    }

    @Test(
        "numbers keep what 64 bits hold",
        arguments: [
            ("9223372036854775807", JSONValue.int(.max)), ("-9223372036854775808", .int(.min)),
            ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("-0", .int(0)), ("0.1", .double(0.1)),
            ("123456789012345678", .int(123_456_789_012_345_678)),
        ]
    )
    func numbers(text: String, value: JSONValue) throws {
        let parsed = try parse(text)
        if text == "-0" { #expect(parsed.double?.sign == .minus) } else { #expect(parsed == value) }
    }

    @Test("escapes are resolved, and half a surrogate pair becomes the replacement character")
    func escapes() throws {
        #expect(try parse(#""\"\\\/\b\f\n\r\tä\u00e4\ud83d\ude00""#) == "\"\\/\u{8}\u{c}\n\r\tää😀")
        #expect(try parse(#""\ud800x\udc00\ud83d\ud83d\ude00""#) == "\u{FFFD}x\u{FFFD}\u{FFFD}😀")
    }

    @Test(
        "what is no JSON is refused",
        arguments: [
            "", "{", "[1,]", "{\"a\":1,}", "{a:1}", "tru", "nul", "01x", "--1", "\"", #""\x""#, #""\u12""#, "1 2",
            "inf", "nan",
            "[1}", "+1",
        ]
    )
    func refused(text: String) { #expect(throws: JSONFault.self) { try parse(text) } }

    @Test("nesting is bounded, so that a page cannot exhaust the stack")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try parse(nested(JSONParser.depthLimit))
        #expect(throws: JSONFault.self) { try parse(nested(JSONParser.depthLimit + 1)) }
        #expect(throws: JSONFault.self) { try parse(nested(1_000_000)) }
    }

    @Test("only the range asked for is read")
    func range() throws {
        let bytes = Array("xx[1]yy".utf8)
        #expect(try JSONParser.value(in: bytes, 2..<5) == [1])
    }

    @Test("decoding tells the path of what does not fit")
    func path() throws {
        let value: JSONValue = ["frame": ["id": "F", "loaderId": 3]]
        #expect {
            try JSONValueDecoder.decode(Page.FrameNavigated.self, from: value)
        } throws: { error in
            guard case DecodingError.typeMismatch(_, let context) = error else { return false }
            return context.codingPath.map(\.stringValue) == ["frame", "loaderId"]
        }
    }

    @Test("a null where something may be missing counts as missing, and whole numbers serve as fractions")
    func leniency() throws {
        let value: JSONValue = [
            "content": [1, 2.5], "padding": [], "border": [], "margin": [], "width": 3.0, "height": 4,
        ]
        let box = try JSONValueDecoder.decode(DOM.BoxModel.self, from: value)
        #expect(box.content == [1, 2.5])
        #expect(box.width == 3)
        let reply = try JSONValueDecoder.decode(Page.Navigate.Reply.self, from: ["frameId": "F", "errorText": nil])
        #expect(reply.errorText == nil)
    }
}
