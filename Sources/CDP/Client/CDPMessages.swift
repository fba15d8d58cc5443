// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Something the browser can be told; the generated subset conforms.
public protocol CDPCommand: Encodable, Sendable {
    /// What comes back.
    associatedtype Reply: Decodable & Sendable
    /// The name on the wire: `Page.navigate`.
    static var method: String { get }
}

/// What comes with an event; the generated subset conforms.
public protocol CDPEventParameters: Decodable, Sendable {
    /// The name on the wire: `Page.frameNavigated`.
    static var method: String { get }
}

/// One event, decoded only when somebody asks for what it holds.
public struct CDPEvent: Sendable {
    /// The name on the wire.
    public let method: String
    let parameters: [UInt8]

    /// What it holds, when it is of that kind; nil when it is another event.
    ///
    /// - Throws: ``CDPError`` with `answer_unreadable` when the browser's form is not the pinned protocol's.
    public func decode<Parameters: CDPEventParameters>(_ type: Parameters.Type) throws(CDPError) -> Parameters? {
        guard method == type.method else { return nil }
        return try CDPCoding.decode(type, from: parameters, method: method)
    }
}

/// JSON in the form that the protocol uses.
enum CDPCoding {
    static func encode<Command: CDPCommand>(
        _ command: Command,
        id: Int,
        session: CDPSessionID?
    ) throws(CDPError) -> [UInt8] {
        do {
            var text = Array("{\"id\":\(id),\"method\":\"\(Command.method)\"".utf8)
            if let session { text += Array(",\"sessionId\":\"\(session.rawValue)\"".utf8) }
            text += Array(",\"params\":".utf8)
            text += try JSONEncoder().encode(command)
            text.append(UInt8(ascii: "}"))
            return text
        } catch {
            throw CDPError(.protocolError, "\(Command.method) could not be written as JSON.", method: Command.method)
        }
    }

    static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        method: String
    ) throws(CDPError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes.isEmpty ? Array("{}".utf8) : bytes))
        } catch {
            throw CDPError(
                .answerUnreadable,
                "The browser's form of \(method) is not the one that this program knows: see 'understudy doctor'.",
                method: method
            )
        }
    }
}
