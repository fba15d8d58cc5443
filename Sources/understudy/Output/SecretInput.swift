// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// A secret as it is given to a command.
enum SecretInput {
    /// The text without the one line break, LF or CR LF, that an editor or `echo` puts behind it.
    ///
    /// - Throws: ``CommandError`` with `secret_invalid` when it is not UTF-8: another value must never be kept instead.
    static func text(of bytes: [UInt8]) throws -> String {
        var bytes = bytes[...]
        if bytes.last == UInt8(ascii: "\n") {
            bytes.removeLast()
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError(
                code: "secret_invalid",
                message: "The value is not UTF-8, so nothing was kept: give it as UTF-8 text.",
                kind: .usage
            )
        }
        return text
    }
}
