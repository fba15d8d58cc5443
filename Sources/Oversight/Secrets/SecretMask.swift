// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Finds secrets in texts and takes them out, also when they are grouped, in other case, or encoded for an address.
///
/// The second net: what is known to hold a secret is not read in the first place. Short secrets are looked for as whole
/// words only, because they stand in many texts by chance.
public struct SecretMask: Sendable {
    /// How much of a secret is looked for.
    public enum Matching: Sendable {
        /// All of it.
        case whole
        /// Its first half as well, and whatever goes on from there: while it is being typed it is never whole.
        case beginnings
    }

    /// So many letters and digits are found in any grouping; of fewer only whole words are.
    private static let foldable = 8
    /// Fewer letters and digits than this are looked for as they are written.
    private static let least = 4

    private struct Pattern {
        let name: String
        let exact: String
        /// Whether the value is looked for as it is written: too short for anything else, or long enough not to be chance.
        let isExact: Bool
        /// Letters and digits of the value and its beginnings, and of the value in base 64; the longest first.
        let folded: [[UInt8]]
    }

    private let matching: Matching
    private var patterns: [Pattern] = []

    /// A mask for no secret.
    public init(matching: Matching = .whole) { self.matching = matching }

    /// Whether it knows no secret.
    public var isEmpty: Bool { patterns.isEmpty }

    /// Looks for one more value from now on, longer ones first; not any more for what it goes on from, as when a value
    /// is typed.
    ///
    /// - Parameter name: what stands for it.
    public mutating func add(_ value: String, named name: String) {
        guard !value.isEmpty, !patterns.contains(where: { $0.exact == value }) else { return }
        patterns.removeAll { $0.name == name && value.hasPrefix($0.exact) }
        let letters = FoldedText(value).bytes.count
        let isExact = letters < SecretMask.least || letters >= SecretMask.foldable
        patterns.append(Pattern(name: name, exact: value, isExact: isExact, folded: foldings(of: value)))
        patterns.sort { $0.exact.utf8.count > $1.exact.utf8.count }
    }

    private func foldings(of value: String) -> [[UInt8]] {
        let whole = FoldedText(value).bytes
        guard whole.count >= SecretMask.least else { return [] }
        let encoded = FoldedText(Data(value.utf8).base64EncodedString()).bytes
        switch matching {
        case .whole: return [encoded, whole]
        case .beginnings:
            let first = max(SecretMask.least, (whole.count + 1) / 2)
            return [encoded] + (first...whole.count).reversed().map { Array(whole.prefix($0)) }
        }
    }

    /// The name of a secret that is in the text; nil when there is none.
    public func name(in text: String) -> String? {
        guard !patterns.isEmpty else { return nil }
        let views = [false, true].map { FoldedText(text, isAddress: $0) }
        return patterns.first { pattern in
            pattern.isExact && text.contains(pattern.exact)
                || pattern.folded.contains { bytes in
                    views.contains { $0.contains(bytes, asWord: bytes.count < SecretMask.foldable) }
                }
        }?
        .name
    }

    /// The name of a secret that the text is, or is the beginning of, and holds nothing else; nil when it is none.
    public func name(equalTo text: String) -> String? {
        let bytes = FoldedText(text).bytes
        return patterns.first { $0.exact == text || $0.folded.contains(bytes) }?.name
    }

    /// Whether there is a secret in the text.
    public func isFound(in text: String) -> Bool { name(in: text) != nil }

    /// The text with a mark in the place of every secret.
    public func masked(_ text: String, mark: (_ name: String) -> String = { "[secret \($0)]" }) -> String {
        // What stands for a secret meanwhile is no letter, so that a mark is never looked into.
        var result = text
        var marks: [Character: String] = [:]
        for (index, pattern) in patterns.prefix(4096).enumerated() {
            let place = Character(Unicode.Scalar(0xF0000 + UInt32(index)) ?? "\u{F8FF}")
            marks[place] = mark(pattern.name)
            if pattern.isExact { result = result.replacing(pattern.exact, with: String(place)) }
            for bytes in pattern.folded {
                for isAddress in [false, true] {
                    result = FoldedText(result, isAddress: isAddress)
                        .replacing(bytes, with: String(place), asWord: bytes.count < SecretMask.foldable)
                }
            }
        }
        return result == text ? text : result.map { marks[$0] ?? String($0) }.joined()
    }
}
