// SPDX-License-Identifier: Apache-2.0

/// Knows values that must not be written down by parts of them: for texts that are words cut out of a page.
///
/// Such a text holds no value whole, in lower case and without what stands between letters, so that no search for the
/// value finds it. Any five letters or digits in a row that a value has too are enough to give the text up.
public struct PrivateWords: Sendable, Hashable {
    private static let length = 5
    /// What is shorter stands in too many texts by chance.
    private static let least = 4

    private var parts: Set<String> = []

    /// Knows nothing yet.
    public init() {}

    /// Whether it knows nothing.
    public var isEmpty: Bool { parts.isEmpty }

    /// Learns a value.
    public mutating func add(_ value: String) {
        let letters = PrivateWords.letters(of: value)
        guard letters.count >= PrivateWords.least else { return }
        parts.formUnion(PrivateWords.windows(of: letters, min(letters.count, PrivateWords.length)))
    }

    /// What either of two knows.
    public func union(_ other: PrivateWords) -> PrivateWords {
        var both = self
        both.parts.formUnion(other.parts)
        return both
    }

    /// Whether a text may hold a part of a value.
    public func isFound(in text: String) -> Bool { !text.isEmpty && cleared(text).isEmpty }

    /// The text; empty when it may hold a part of a value.
    public func cleared(_ text: String) -> String {
        let letters = PrivateWords.letters(of: text)
        let isPrivate = [PrivateWords.least, PrivateWords.length]
            .contains { length in
                PrivateWords.windows(of: letters, length).contains(where: parts.contains)
            }
        return isPrivate ? "" : text
    }

    private static func letters(of text: String) -> [Character] {
        Array(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    private static func windows(of letters: [Character], _ length: Int) -> [String] {
        guard letters.count >= length else { return [] }
        return (0...(letters.count - length)).map { String(letters[$0..<($0 + length)]) }
    }
}
