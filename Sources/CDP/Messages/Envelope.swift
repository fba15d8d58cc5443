// SPDX-License-Identifier: Apache-2.0

/// What every CDP message has around its content, read without reading the content.
///
/// This is all that the socket's thread does with a message; whoever asked decodes the content on its own thread.
struct Envelope: Sendable, Hashable {
    /// The number of the command that it answers; nil for an event.
    var id: Int?
    /// The name of the event; nil for an answer.
    var method: String?
    /// The session it belongs to; nil for the browser itself.
    var session: CDPSessionID?
    /// Where the event's parameters are.
    var parameters: Range<Int>?
    /// Where the answer is.
    var result: Range<Int>?
    /// Where the refusal is.
    var refusal: Range<Int>?

    /// Reads the members of a message in whatever order they come.
    ///
    /// - Throws: ``JSONFault`` when it is no JSON object.
    init(of message: [UInt8]) throws(JSONFault) {
        let result = message.withUnsafeBufferPointer { buffer -> Result<Envelope, JSONFault> in
            var envelope = Envelope()
            do throws(JSONFault) {
                try envelope.read(buffer)
                return .success(envelope)
            } catch { return .failure(error) }
        }
        self = try result.get()
    }

    private init() {}

    private mutating func read(_ buffer: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
        var cursor = JSONCursor(buffer)
        try cursor.expect(UInt8(ascii: "{"))
        if cursor.take(UInt8(ascii: "}")) { return }
        repeat {
            cursor.skipSpace()
            let name = try cursor.skipString().content
            try cursor.expect(UInt8(ascii: ":"))
            cursor.skipSpace()
            let start = cursor.position
            try cursor.skipValue()
            note(buffer, name: name, value: start..<cursor.position)
        } while cursor.take(UInt8(ascii: ","))
        try cursor.expect(UInt8(ascii: "}"))
    }

    private mutating func note(_ buffer: UnsafeBufferPointer<UInt8>, name: Range<Int>, value: Range<Int>) {
        switch name.count {
        case 2 where buffer[name].elementsEqual("id".utf8): id = Envelope.number(buffer[value])
        case 5 where buffer[name].elementsEqual("error".utf8): refusal = value
        case 6 where buffer[name].elementsEqual("result".utf8): result = value
        case 6 where buffer[name].elementsEqual("method".utf8): method = Envelope.text(buffer[value])
        case 6 where buffer[name].elementsEqual("params".utf8): parameters = value
        case 9 where buffer[name].elementsEqual("sessionId".utf8):
            session = Envelope.text(buffer[value]).map(CDPSessionID.init(rawValue:))
        default: break
        }
    }

    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard !digits.isEmpty, digits.count <= 18 else { return nil }
        var result = 0
        for byte in digits {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            result = result * 10 + Int(byte - 0x30)
        }
        return result
    }

    /// The text between the quotes; names of the protocol hold no escapes.
    private static func text(_ quoted: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        guard quoted.first == UInt8(ascii: "\""), quoted.count >= 2 else { return nil }
        return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
    }
}
