// SPDX-License-Identifier: Apache-2.0
public import Foundation

/// Makes the copy of a browser's protocol that is kept in the tree.
public enum ProtocolPin {
    /// The protocol without white space and without its descriptions, which nothing here reads; members in
    /// alphabetical order, so that the next browser's copy differs only where the protocol does.
    ///
    /// - Throws: ``GenerationError`` when the bytes are no JSON object.
    public static func minified(_ protocolJSON: Data) throws(GenerationError) -> Data {
        do {
            let document = try JSONSerialization.jsonObject(with: protocolJSON)
            let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
            return try JSONSerialization.data(withJSONObject: withoutDescriptions(document), options: options)
        } catch {
            throw GenerationError("The protocol to pin is no JSON: \(error)")
        }
    }

    private static func withoutDescriptions(_ value: Any) -> Any {
        if let items = value as? [Any] { return items.map(withoutDescriptions) }
        guard let members = value as? [String: Any] else { return value }
        // A description is always a text; a member that is itself called so is an object in a list.
        return members.filter { $0.key != "description" || !($0.value is String) }.mapValues(withoutDescriptions)
    }
}
