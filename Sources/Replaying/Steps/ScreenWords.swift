// SPDX-License-Identifier: Apache-2.0
public import Vocabulary
public import WebAddresses

/// A line that was read from a picture of a page.
public struct ScreenLine: Sendable, Hashable {
    /// Its words.
    public let text: String
    /// Where it stands, in pixels of the picture.
    public let box: Rectangle

    /// A line.
    public init(text: String, box: Rectangle) {
        self.text = text
        self.box = box
    }
}

/// Reads pictures of pages, and compares what it read as somebody must who knows how letters are confused.
///
/// The replayer takes the pictures itself, because only it knows what must be painted over on them.
public protocol ScreenWords: Sendable {
    /// Whether a picture may be read that shows pages of these origins, in the tab and in its frames.
    func mayRead(_ origins: [WebOrigin]) -> Bool
    /// What is written on a picture.
    ///
    /// - Parameters:
    ///   - picture: a JPEG.
    ///   - place: pictures of one place follow one another, and what did not change is not read again.
    /// - Throws: an error that says what is missing or wrong; words of the page are never in it.
    func lines(on picture: [UInt8], of place: String) async throws -> [ScreenLine]
    /// Whether there is anything in some words that could be found.
    func canFind(_ words: String) -> Bool
    /// Whether words stand in lines one after another.
    func isFound(_ words: String, in lines: [ScreenLine]) -> Bool
}
