// SPDX-License-Identifier: Apache-2.0

/// The name of a tab in a skill: a word of `a-z`, `0-9`, `-` and `_`.
///
/// A step without one acts in the tab that the run begins with; any other is opened by a step, which names it.
public struct TabName: Sendable, Hashable, CustomStringConvertible {
    /// The word.
    public let text: String

    /// Takes a word; nil when it is none, or has more than 64 characters.
    public init?(_ text: String) {
        guard TargetName(text) != nil else { return nil }
        self.text = text
    }

    /// The word.
    public var description: String { text }
}
