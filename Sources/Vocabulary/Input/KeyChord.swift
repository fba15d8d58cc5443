// SPDX-License-Identifier: Apache-2.0

/// A key with its modifiers, written `Enter`, `Control+a` or `Shift+Tab`: the names of
/// [UI Events KeyboardEvent key values](https://www.w3.org/TR/uievents-key/), modifiers first, joined by `+`.
public struct KeyChord: Sendable, Hashable, CustomStringConvertible {
    /// The key's value: `Enter`, `a`, `+`.
    public let key: String
    /// What is held down meanwhile.
    public let modifiers: Modifiers

    /// The keys that change what others mean; bits as CDP counts them.
    public struct Modifiers: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: Int
        /// Takes the bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// The Alt key.
        public static let alt = Modifiers(rawValue: 1)
        /// The Control key.
        public static let control = Modifiers(rawValue: 2)
        /// The Meta key.
        public static let meta = Modifiers(rawValue: 4)
        /// The Shift key.
        public static let shift = Modifiers(rawValue: 8)

        /// Each with the name it is written by.
        public static let names: [(Modifiers, String)] = [
            (.control, "Control"), (.alt, "Alt"), (.meta, "Meta"), (.shift, "Shift"),
        ]
    }

    /// Names a chord.
    public init(key: String, modifiers: Modifiers = []) {
        self.key = key
        self.modifiers = modifiers
    }

    /// Reads a chord.
    ///
    /// - Throws: ``VocabularyError`` with `unknown_key` when a part is no modifier or the key is neither one character
    ///   nor a named key that can be pressed.
    public init(_ text: String) throws(VocabularyError) {
        var rest = Substring(text)
        var modifiers: Modifiers = []
        while let plus = rest.firstIndex(of: "+"), plus != rest.startIndex, rest.index(after: plus) != rest.endIndex {
            let name = rest[..<plus]
            guard let known = Modifiers.names.first(where: { $0.1 == name }) else {
                throw KeyChord.unknown(text)
            }
            modifiers.insert(known.0)
            rest = rest[rest.index(after: plus)...]
        }
        guard rest.count == 1 || KeyChord.namedKeys.contains(String(rest)) else { throw KeyChord.unknown(text) }
        self.init(key: String(rest), modifiers: modifiers)
    }

    /// The chord as it is written.
    public var description: String {
        (Modifiers.names.filter { modifiers.contains($0.0) }.map(\.1) + [key]).joined(separator: "+")
    }

    /// The keys that have a name of several letters.
    public static let namedKeys: Set<String> = Set(
        [
            "Enter", "Tab", "Escape", "Backspace", "Delete", "Insert", "Home", "End", "PageUp", "PageDown", "ArrowLeft",
            "ArrowUp", "ArrowRight", "ArrowDown", "ContextMenu", "Space",
        ] + (1...12).map { "F\($0)" }
    )

    private static func unknown(_ text: String) -> VocabularyError {
        VocabularyError(
            code: .unknownKey,
            message: "\(text.prefix(40).debugDescription) is no key: write it like Enter, a, Control+a or Shift+Tab."
        )
    }
}
