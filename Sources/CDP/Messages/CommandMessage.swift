// SPDX-License-Identifier: Apache-2.0
internal import FoundationEssentials

/// A command's parameters as JSON; encoded before the number of the call is known, outside every lock.
struct EncodedParameters {
    private static let encoder = JSONEncoder()

    let bytes: Data

    /// - Throws: `EncodingError` when a parameter has no JSON, for example an infinite number.
    init(_ command: some CDPCommand) throws { bytes = try EncodedParameters.encoder.encode(command) }
}

/// Writes a command as the browser reads it.
enum CommandMessage {
    /// The whole message.
    static func bytes(
        id: Int,
        method: String,
        session: CDPSessionID?,
        parameters: EncodedParameters
    ) -> [UInt8] {
        var message: [UInt8] = []
        message.reserveCapacity(parameters.bytes.count + method.utf8.count + 112)
        message.append(contentsOf: "{\"id\":".utf8)
        message.append(contentsOf: String(id).utf8)
        if let session {
            message.append(contentsOf: ",\"sessionId\":\"".utf8)
            // The browser's own names are hexadecimal; any other must not break out of its quotes.
            for byte in session.rawValue.utf8 where byte > 0x20 && byte != 0x22 && byte != 0x5C { message.append(byte) }
            message.append(UInt8(ascii: "\""))
        }
        message.append(contentsOf: ",\"method\":\"".utf8)
        message.append(contentsOf: method.utf8)
        message.append(contentsOf: "\",\"params\":".utf8)
        message.append(contentsOf: parameters.bytes)
        message.append(UInt8(ascii: "}"))
        return message
    }
}
