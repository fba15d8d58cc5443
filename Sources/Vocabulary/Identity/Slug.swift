// SPDX-License-Identifier: Apache-2.0

/// The file-safe name of a recording or a skill: `[a-z0-9][a-z0-9-]{0,63}`, and never `pending`.
///
/// A slug becomes part of a path, so a value of this type is proof that the name holds no separator, no dot and no
/// upper-case letter that a file system might fold.
public struct Slug: Hashable, Sendable, Codable, CustomStringConvertible, Comparable {
    /// The name itself.
    public let text: String

    /// The longest slug, in characters.
    public static let maximumLength = 64

    /// Names that are words of the program's own and so never a slug.
    public static let reserved: Set<String> = ["pending"]

    /// Takes a name only when it already is a slug.
    ///
    /// - Throws: ``VocabularyError`` with `invalid_slug` when it is not; the message quotes at most 40 characters.
    public init(_ text: String) throws(VocabularyError) {
        guard Slug.isWellFormed(text) else {
            let shown = text.count > 40 ? "\(text.prefix(40))…" : text
            throw VocabularyError(
                code: .invalidSlug,
                message: "\(shown.debugDescription) is not a slug: use 1 to 64 of a-z, 0-9 and '-', not '-' first."
            )
        }
        guard !Slug.reserved.contains(text) else {
            throw VocabularyError(
                code: .invalidSlug,
                message: "\"\(text)\" is a word of the program's own: choose another name."
            )
        }
        self.text = text
    }

    /// Makes a slug from what a person wrote: lower case, every run of other characters one `-`.
    ///
    /// - Parameters:
    ///   - words: any text, for example a title; it may be empty.
    ///   - fallback: what to make the name of when nothing of the text can be kept, as of a title in another alphabet.
    ///   - isTaken: tells whether a name is in use; then `-2`, `-3` and so on is tried.
    /// - Returns: a free slug; `untitled` when nothing of either text could be kept.
    public static func from(words: String, or fallback: String = "", isTaken: (Slug) -> Bool) -> Slug {
        var base = folded(words)
        if base.isEmpty { base = folded(fallback) }
        if base.isEmpty || reserved.contains(base) { base = base.isEmpty ? "untitled" : base + "-1" }
        var candidate = Slug(unchecked: base)
        var number = 2
        while isTaken(candidate) {
            let suffix = "-\(number)"
            candidate = Slug(unchecked: base.prefix(maximumLength - suffix.count) + suffix)
            number += 1
        }
        return candidate
    }

    /// The name itself.
    public var description: String { text }

    /// Orders by the characters of the name.
    public static func < (left: Slug, right: Slug) -> Bool { left.text < right.text }

    /// Reads the bare name.
    ///
    /// - Throws: `DecodingError.dataCorrupted` when the text is no slug.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do { try self.init(text) } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
        }
    }

    /// Writes the bare name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private init(unchecked text: some StringProtocol) { self.text = String(text) }

    private static func isWellFormed(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= maximumLength else { return false }
        return first != UInt8(ascii: "-") && text.utf8.allSatisfy(isSlugByte)
    }

    private static func isSlugByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func folded(_ words: String) -> String {
        var result = ""
        for character in words.lowercased() where result.count < maximumLength {
            if character.utf8.count == 1, let byte = character.utf8.first, isSlugByte(byte), character != "-" {
                result.append(character)
            } else if let last = result.last, last != "-" {
                result.append("-")
            }
        }
        while result.last == "-" { result.removeLast() }
        return result
    }
}
