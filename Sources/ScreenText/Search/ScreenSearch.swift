// SPDX-License-Identifier: Apache-2.0

/// Finds words on a screen although letters of them were read wrong.
///
/// Letters that look alike count as the same, one other letter in a word of five, two in a word of ten; a number must
/// be read right, with its sign and the marks between its digits. A blank too many or too few inside a word is forgiven.
public struct ScreenSearch: Sendable, Hashable {
    /// The most words of one search; what follows them is not looked for.
    public static let wordLimit = 32

    private let words: [SkeletonWord]
    private let edits: [Int]
    /// Whether signs and the marks between digits count.
    private let areMarksRead: Bool

    /// Looks for words that follow one another.
    public init(_ words: String) { self.init(words, areMarksRead: true) { $0.edits } }

    /// Looks for words with a bound of wrong letters of one's own, and whatever marks are between them.
    init(_ words: String, edits: (SkeletonWord) -> Int) { self.init(words, areMarksRead: false, edits: edits) }

    private init(_ words: String, areMarksRead: Bool, edits: (SkeletonWord) -> Int) {
        self.areMarksRead = areMarksRead
        self.words = Array(Skeleton.words(of: words).prefix(ScreenSearch.wordLimit))
        self.edits = self.words.map(edits)
    }

    /// Whether there is nothing to look for.
    public var isEmpty: Bool { words.isEmpty }

    /// Whether a line holds the words.
    public func matches(_ line: String) -> Bool { isFound(among: Skeleton.words(of: line)) }

    /// Whether a line is the words and nothing else, with no letter wrong but those that look alike.
    public func isExactly(_ line: String) -> Bool {
        let read = Skeleton.words(of: line)
        return !words.isEmpty && read.flatMap(\.letters) == words.flatMap(\.letters) && isFound(among: read)
    }

    /// Whether the words are there, also across the end of a line.
    public func isFound(in lines: [String]) -> Bool { isFound(among: lines.flatMap(Skeleton.words)) }

    /// Whether the words are there, also across the end of a line, with nothing between them that is missing.
    ///
    /// - Parameter lines: each line's parts, between which words are missing; see ``ReadLine/runs``.
    public func isFound(inRuns lines: [[String]]) -> Bool {
        var whole: [String] = []
        for runs in lines {
            for (index, run) in runs.enumerated() {
                if index > 0 {
                    if isFound(in: whole) { return true }
                    whole = []
                }
                whole.append(run)
            }
        }
        return isFound(in: whole)
    }

    /// Whether words that were read hold those that are looked for.
    func isFound(among read: [SkeletonWord]) -> Bool {
        guard !words.isEmpty else { return false }
        var failed: Set<Int> = []
        return read.indices.contains { follows(0, read, from: $0, &failed) }
    }

    /// Whether the words from one on are those that were read from a place on.
    ///
    /// - Parameter failed: the words and places that did not, so that none is tried twice on different ways to it.
    private func follows(_ index: Int, _ read: [SkeletonWord], from place: Int, _ failed: inout Set<Int>) -> Bool {
        guard index < words.count else { return true }
        guard place < read.count else { return false }
        let key = place * words.count + index
        guard !failed.contains(key) else { return false }
        for step in steps(index, read, at: place)
        where follows(index + step.words, read, from: place + step.read, &failed) { return true }
        // Nothing comes to the first word on another way.
        if index > 0 { failed.insert(key) }
        return false
    }

    /// How many words are how many of those that were read.
    private func steps(_ index: Int, _ read: [SkeletonWord], at place: Int) -> [(words: Int, read: Int)] {
        let word = words[index]
        guard !areMarksRead || word.hasSign(of: read[place]) else { return [] }
        var steps: [(words: Int, read: Int)] = []
        if word.fits(read[place], edits: edits[index]) { steps.append((1, 1)) }
        // A blank too many: two words that were read are this one. Only right letters count then.
        if place + 1 < read.count, isOne(read[place], read[place + 1], word) { steps.append((1, 2)) }
        // A blank too few: this word and the next were read as one.
        if index + 1 < words.count, isOne(word, words[index + 1], read[place]) { steps.append((2, 1)) }
        return steps
    }

    private func isOne(_ first: SkeletonWord, _ second: SkeletonWord, _ whole: SkeletonWord) -> Bool {
        guard first.joined(second).letters == whole.letters else { return false }
        return !areMarksRead || first.mayJoin(second) && (second.followsBlank || !whole.hasDigit)
    }
}
