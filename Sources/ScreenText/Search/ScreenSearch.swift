// SPDX-License-Identifier: Apache-2.0

/// Finds words on a screen although letters of them were read wrong.
///
/// Letters that look alike count as the same, and one other letter in a longer word; a number must be read right.
public struct ScreenSearch: Sendable, Hashable {
    /// Looks for words that follow one another.
    public init(_ words: String) { fatalError("being written") }

    /// Whether there is nothing to look for.
    public var isEmpty: Bool { fatalError("being written") }

    /// Whether a line holds the words.
    public func matches(_ line: String) -> Bool { fatalError("being written") }

    /// Whether the words are there, also across the end of a line.
    public func isFound(in lines: [String]) -> Bool { fatalError("being written") }
}
