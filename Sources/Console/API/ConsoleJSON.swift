// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// JSON as the API writes and reads it, for the server and for its client.
///
/// The types write their own `snake_case` keys instead of having them converted: what `--json` prints is then the same,
/// and names that people chose (inputs, locators) are never mistaken for keys.
public enum ConsoleJSON {
    /// Writes a value; members are ordered by name, so that equal values give equal bytes.
    ///
    /// - Throws: `EncodingError` when the value holds a number that JSON has not.
    public static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    /// Reads a value.
    ///
    /// - Throws: `DecodingError`.
    public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
