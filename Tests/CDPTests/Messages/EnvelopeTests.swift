// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import CDP

@Suite struct EnvelopeTests {
    private func envelope(_ text: String) throws -> Envelope { try Envelope(of: Array(text.utf8)) }
    private func part(_ text: String, _ range: Range<Int>?) -> String? {
        range.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
    }

    @Test("an answer's number, session and result are found, in any order of members")
    func answer() throws {
        for text in [
            #"{"id":12,"result":{"a":"}","b":[{"id":3}]},"sessionId":"S"}"#,
            #" { "sessionId" : "S" , "result" : {"a":"}","b":[{"id":3}]} , "id" : 12 } "#,
        ] {
            let found = try envelope(text)
            #expect(found.id == 12)
            #expect(found.session == CDPSessionID(rawValue: "S"))
            #expect(found.method == nil)
            #expect(part(text, found.result) == #"{"a":"}","b":[{"id":3}]}"#)
            #expect(found.refusal == nil)
        }
    }

    @Test("text of a page cannot pass for a member of the envelope")
    func forgery() throws {
        let text =
            #"{"method":"Runtime.bindingCalled","params":{"payload":"\"},\"sessionId\":\"X\",\"id\":1,\\"},"sessionId":"S"}"#
        let found = try envelope(text)
        #expect(found.id == nil)
        #expect(found.method == "Runtime.bindingCalled")
        #expect(found.session == CDPSessionID(rawValue: "S"))
        #expect(part(text, found.parameters) == #"{"payload":"\"},\"sessionId\":\"X\",\"id\":1,\\"}"#)
    }

    @Test(
        "what is no object is refused",
        arguments: ["", "1", "[]", "{", #"{"id"}"#, #"{"id":}"#, #"{"a":"b}"#, #"{"a":{]"#]
    )
    func refused(text: String) { #expect(throws: JSONFault.self) { try envelope(text) } }

    @Test(
        "a number that is none leaves the message without one",
        arguments: ["-1", "1.5", "\"1\"", "12345678901234567890"]
    )
    func badNumber(text: String) throws { #expect(try envelope("{\"id\":\(text)}").id == nil) }
}
