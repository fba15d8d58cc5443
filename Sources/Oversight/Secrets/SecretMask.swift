// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Finds secrets in texts and takes them out, also when they are grouped, in other case, or encoded for an address.
///
/// The second net: what is known to hold a secret is not read in the first place.
public struct SecretMask: Sendable {
    /// Fewer letters and digits than this are looked for as they are: they stand in many texts by chance.
    private static let least = 4

    private struct Pattern {
        let name: String
        let exact: String
        /// Letters and digits of the value, and of the value in base 64.
        let folded: [[UInt8]]
    }

    private var patterns: [Pattern] = []

    /// A mask for no secret.
    public init() {}

    /// Whether it knows no secret.
    public var isEmpty: Bool { patterns.isEmpty }

    /// Looks for one more value from now on, longer ones first; not any more for what it goes on from, as when a value
    /// is typed.
    ///
    /// - Parameter name: what stands for it.
    public mutating func add(_ value: String, named name: String) {
        guard !value.isEmpty, !patterns.contains(where: { $0.exact == value }) else { return }
        patterns.removeAll { $0.name == name && value.hasPrefix($0.exact) }
        let folded = [value, Data(value.utf8).base64EncodedString()].map { FoldedText($0).bytes }
            .filter { $0.count >= SecretMask.least }
        let isShort = FoldedText(value).bytes.count < SecretMask.least
        patterns.append(Pattern(name: name, exact: value, folded: isShort ? [] : Array(Set(folded))))
        patterns.sort { $0.exact.utf8.count > $1.exact.utf8.count }
    }

    /// The name of a secret that is in the text; nil when there is none.
    public func name(in text: String) -> String? {
        guard !patterns.isEmpty else { return nil }
        let views = views(of: text)
        return patterns.first { pattern in
            text.contains(pattern.exact) || pattern.folded.contains { folded in views.contains { $0.contains(folded) } }
        }?
        .name
    }

    /// Whether there is a secret in the text.
    public func isFound(in text: String) -> Bool { name(in: text) != nil }

    /// The text with a mark in the place of every secret.
    public func masked(_ text: String, mark: (_ name: String) -> String = { "[secret \($0)]" }) -> String {
        patterns.reduce(text) { text, pattern in
            let text = text.replacing(pattern.exact, with: mark(pattern.name))
            return pattern.folded.reduce(text) { text, folded in
                [false, true]
                    .reduce(text) { text, isAddress in
                        let seen = FoldedText(text, isAddress: isAddress)
                        return seen.contains(folded) ? seen.replacing(folded, with: mark(pattern.name)) : text
                    }
            }
        }
    }

    /// The text as it is, and as an address when it may hold one.
    private func views(of text: String) -> [FoldedText] {
        text.utf8.contains(UInt8(ascii: "%"))
            ? [FoldedText(text), FoldedText(text, isAddress: true)] : [FoldedText(text)]
    }
}
