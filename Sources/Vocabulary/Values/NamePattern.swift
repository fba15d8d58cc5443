// SPDX-License-Identifier: Apache-2.0

/// A pattern of files' names: a name in which `*` stands for any run of characters, also none.
public struct NamePattern: Sendable, Hashable, CustomStringConvertible {
    /// The most characters of one.
    public static let limit = 120

    /// As it is written.
    public let description: String

    /// Reads a pattern; nil when it is empty, too long, or holds a `/`, a `\` or a character that is not seen.
    public init?(_ text: String) {
        guard (1...NamePattern.limit).contains(text.count), text.unicodeScalars.allSatisfy(DisplayName.isShown),
            !text.contains(where: { $0 == "/" || $0 == "\\" })
        else { return nil }
        description = text
    }

    /// The pattern of all names that end like this one: `*.csv`, or `*` for a name without an ending.
    public init(endingOf name: String) {
        let ending = name.lastIndex(of: ".").map { name[$0...].lowercased() } ?? ""
        let isPlain =
            (2...9).contains(ending.count) && ending.dropFirst().allSatisfy { $0.isASCII && $0.isLetter || $0.isNumber }
        description = isPlain ? "*" + ending : "*"
    }

    /// Whether a name fits, whatever the case of its letters.
    public func matches(_ name: String) -> Bool {
        let pieces = description.lowercased().split(separator: "*", omittingEmptySubsequences: false)
        var rest = name.lowercased()[...]
        guard let first = pieces.first, rest.hasPrefix(first) else { return false }
        guard let last = pieces.dropFirst().last else { return rest.count == first.count }
        rest = rest.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let range = rest.firstRange(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
