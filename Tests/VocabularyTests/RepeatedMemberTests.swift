// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@Suite("Names in JSON")
struct RepeatedMemberTests {
    @Test(
        "a name that two members of one object have is found, however deep and however it is written",
        arguments: [
            (#"{"a":1,"a":2}"#, "a"), (#"{"a":{"b":1,"c":2,"b":3}}"#, "b"), (#"[1,[{"x":[],"y":{},"x":0}]]"#, "x"),
            (#"{"a":1,"\u0061":2}"#, "a"), (#"{"q\"":1 , "q\"" : 2}"#, "q\""), (#"{"":1,"":2}"#, ""),
            (#"{"a":[1,2],"a":0}"#, "a"), (#"{"a":{"b":0},"a":0}"#, "a"), ("{\"e\u{301}\":1,\"\u{e9}\":2}", "é"),
        ]
    )
    func repeated(_ text: String, _ name: String) throws {
        _ = try JSONText.parse(text)
        #expect(JSONText.repeatedMember(in: Array(text.utf8)) == name)
    }

    @Test(
        "the same text elsewhere is none",
        arguments: [
            #"{"a":"a","b":"a"}"#, #"{"a":{"a":{"a":1}}}"#, #"[{"a":1},{"a":2}]"#, #"["a","a"]"#,
            #"{"a":["a","a"],"b":{}}"#,
            #"{"a":"\",\"a","b":"{\"b\":1,\"b\":2}"}"#, #"{"a":1,"A":2}"#, "[]", "{}", "1", #""a""#,
            #"{"\\":1,"\\\\":2}"#,
        ]
    )
    func different(_ text: String) throws {
        _ = try JSONText.parse(text)
        #expect(JSONText.repeatedMember(in: Array(text.utf8)) == nil)
    }
}
