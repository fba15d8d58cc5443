// SPDX-License-Identifier: Apache-2.0
public import Vocabulary
public import WebAddresses

/// A line that was read from a picture of a page.
public struct ScreenLine: Sendable, Hashable {
    /// Its words.
    public let text: String
    /// Where it stands, in pixels of the picture.
    public let box: Rectangle
    /// Whether a word of it may be read wrong.
    public let isUnsure: Bool
    /// Its words in the parts between which nothing is missing: one, unless words of it could not be read.
    public let runs: [String]

    /// A line.
    public init(text: String, box: Rectangle, isUnsure: Bool = false, runs: [String]? = nil) {
        self.text = text
        self.box = box
        self.isUnsure = isUnsure
        self.runs = runs ?? [text]
    }
}

/// What was read from one picture.
public struct ScreenPage: Sendable, Hashable {
    /// Its lines.
    public let lines: [ScreenLine]
    /// Whether nothing that holds text was left unread.
    public let isWhole: Bool
    /// How many pixels wide the picture is.
    public let width: Double

    /// A page.
    public init(lines: [ScreenLine], isWhole: Bool, width: Double) {
        self.lines = lines
        self.isWhole = isWhole
        self.width = width
    }
}

/// Where some words stand.
public enum ScreenPlace: Sendable, Hashable {
    /// In no line.
    case nowhere
    /// In more than one.
    case several
    /// In one, which says more than that.
    case amongOthers
    /// They are one, which may be read wrong.
    case unsure
    /// They are this one, and stand in no other.
    case at(ScreenLine)
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
    ///   - deadline: when it is wanted no more.
    /// - Throws: an error that says what is missing or wrong; words of the page are never in it.
    func read(_ picture: [UInt8], of place: String, by deadline: Deadline) async throws -> ScreenPage
    /// Whether there is anything in some words that could be found.
    func canFind(_ words: String) -> Bool
    /// Whether words stand in lines one after another.
    func isFound(_ words: String, in lines: [ScreenLine]) -> Bool
    /// Where they stand, if they are a line of their own: no letter may be wrong in that, and any may in one that is to
    /// stand for them as well.
    func place(of words: String, in lines: [ScreenLine]) -> ScreenPlace
}
