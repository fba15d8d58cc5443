// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// JSON as text, to and from values.
public enum JSONText {
    /// Reads a text.
    ///
    /// - Throws: ``VocabularyError`` with `invalid_json`; the text itself is not quoted.
    public static func parse(_ text: String) throws(VocabularyError) -> JSONValue {
        try parse(Array(text.utf8))
    }

    /// Reads bytes.
    ///
    /// - Throws: ``VocabularyError`` with `invalid_json`.
    public static func parse(_ bytes: [UInt8]) throws(VocabularyError) -> JSONValue {
        do {
            return try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch {
            throw VocabularyError(code: .invalidJSON, message: "The text is no JSON.")
        }
    }
}
