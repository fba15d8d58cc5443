// SPDX-License-Identifier: Apache-2.0

extension KeyChord.Modifiers {
    /// Their names, joined by `+`: `Control+Shift`; empty for none.
    public var words: String {
        KeyChord.Modifiers.names.filter { contains($0.0) }.map(\.1).joined(separator: "+")
    }

    /// Reads names joined by `+`; nil when one of them is no such key.
    public init?(words: String) {
        self = []
        for word in words.split(separator: "+", omittingEmptySubsequences: false) {
            guard let (key, _) = KeyChord.Modifiers.names.first(where: { $0.1 == word }) else { return nil }
            insert(key)
        }
    }
}
