// SPDX-License-Identifier: Apache-2.0

/// A line of text where it stands on the picture.
public struct ReadLine: Sendable, Hashable, Codable {
    /// The words, with one blank between them.
    public let text: String
    /// Where the line stands.
    public let box: PixelBox
    /// How sure each word is, 0 to 100, in the order of the words; words under 40 are not kept.
    public let confidences: [UInt8]
    /// Before which of the words others stand that were not kept, by number; the count of the words for behind the last.
    public let gaps: [Int]

    /// A line that was read.
    public init(text: String, box: PixelBox, confidences: [UInt8], gaps: [Int] = []) {
        self.text = text
        self.box = box
        self.confidences = confidences
        self.gaps = gaps
    }

    /// Its words in the parts between which nothing is missing; an empty one where it begins or ends with what is.
    public var runs: [String] {
        let words = text.split(separator: " ")
        let edges = [0] + gaps.map { min(max($0, 0), words.count) }.sorted() + [words.count]
        return zip(edges, edges.dropFirst()).map { words[$0..<$1].joined(separator: " ") }
    }
}

/// What one picture said, and what it cost to find out.
public struct ScreenReading: Sendable {
    /// Every place that may hold a line is pixel for pixel what it was on the picture before, and nothing of that was left
    /// unread.
    public let isUnchanged: Bool
    /// All lines that are known of this picture, from the top, then from the left; also when nothing changed.
    public let lines: [ReadLine]
    /// What holds text and was not read this time, because the budget was used up, the place changes all the time, is too
    /// large, or took the engine too long.
    public let pending: [PixelBox]
    /// What looks like letters and could not be read at all: another script than the languages that are loaded, or a drawing.
    public let illegible: [PixelBox]
    /// Pixels across and down.
    public let size: PixelBox
    /// What it cost.
    public let cost: ReadingCost

    /// A reading.
    public init(
        isUnchanged: Bool,
        lines: [ReadLine],
        pending: [PixelBox],
        illegible: [PixelBox] = [],
        size: PixelBox,
        cost: ReadingCost
    ) {
        self.isUnchanged = isUnchanged
        self.lines = lines
        self.pending = pending
        self.illegible = illegible
        self.size = size
        self.cost = cost
    }
}

/// What reading one picture cost.
public struct ReadingCost: Sendable, Hashable {
    /// Time of a processor, decoding included.
    public let processor: Duration
    /// Time that passed.
    public let wall: Duration
    /// Segments that the engine had to read.
    public let recognised: Int
    /// Segments that were known by their pixels.
    public let known: Int

    /// A cost.
    public init(processor: Duration, wall: Duration, recognised: Int, known: Int) {
        self.processor = processor
        self.wall = wall
        self.recognised = recognised
        self.known = known
    }
}
