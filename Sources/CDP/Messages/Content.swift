// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// The part of a message that is not its envelope.
struct Content: Sendable {
    let message: [UInt8]
    /// Where it is; nil when there is none, which stands for an empty object.
    let range: Range<Int>?

    /// Decodes it.
    ///
    /// - Throws: ``CDPError`` with `answer_unreadable`, which names the member and not what is in it.
    func decode<Value: Decodable>(_ type: Value.Type, of method: String) throws(CDPError) -> Value {
        do {
            if type == CDPEmptyReply.self, let empty = CDPEmptyReply() as? Value { return empty }
            guard let range else { return try JSONValueDecoder.decode(type, from: .object([:])) }
            return try JSONValueDecoder.decode(type, from: JSONParser.value(in: message, range))
        } catch {
            let place = Content.place(of: error)
            throw CDPError(
                code: .answerUnreadable,
                message: "What the browser says with \(method) has another shape than expected\(place): 'understudy "
                    + "doctor' compares the browser's protocol with the one in use.",
                method: method,
                cause: error
            )
        }
    }

    private static func place(of error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(_, let context), DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context), DecodingError.dataCorrupted(let context):
            " at '" + context.codingPath.map(\.stringValue).joined(separator: ".") + "'"
        case let fault as JSONFault: " at byte \(fault.position)"
        default: ""
        }
    }
}
