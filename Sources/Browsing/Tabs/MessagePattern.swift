// SPDX-License-Identifier: Apache-2.0

/// What the words of a dialog must be: a page may ask something else than it did when it was answered.
public struct MessagePattern: Sendable, Hashable {
    /// What stands between the places where anything may stand.
    private let pieces: [String]

    /// Describes a pattern.
    ///
    /// - Parameter pieces: in order; between each two anything may stand.
    public init(pieces: [String]) { self.pieces = pieces.map(MessagePattern.folded) }

    /// Whether a message fits, whatever its case and its white space.
    public func matches(_ message: String) -> Bool {
        guard let first = pieces.first, let last = pieces.last else { return true }
        let text = MessagePattern.trimmed(MessagePattern.folded(message))
        guard pieces.count > 1 else { return text == MessagePattern.trimmed(first) }
        let head = MessagePattern.withoutLeadingSpace(first)
        let tail = MessagePattern.withoutTrailingSpace(last)
        guard text.hasPrefix(head), text.dropFirst(head.count).hasSuffix(tail) else { return false }
        var rest = text.dropFirst(head.count).dropLast(tail.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let place = rest.firstRange(of: piece) else { return false }
            rest = rest[place.upperBound...]
        }
        return true
    }

    private static func folded(_ text: String) -> String {
        var result = ""
        for character in text.lowercased() {
            if !character.isWhitespace { result.append(character) } else if result.last != " " { result.append(" ") }
        }
        return result
    }

    private static func trimmed(_ text: String) -> String { withoutTrailingSpace(withoutLeadingSpace(text)) }
    private static func withoutLeadingSpace(_ text: String) -> String {
        text.first == " " ? String(text.dropFirst()) : text
    }
    private static func withoutTrailingSpace(_ text: String) -> String {
        text.last == " " ? String(text.dropLast()) : text
    }
}
