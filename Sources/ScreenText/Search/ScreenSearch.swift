// SPDX-License-Identifier: Apache-2.0

/// Finds words on a screen although letters of them were read wrong.
///
/// Letters that look alike count as the same, one other letter in a word of five, two in a word of ten; a number must
/// be read right. A blank too many or too few inside a word is forgiven.
public struct ScreenSearch: Sendable, Hashable {
    /// The most words of one search; what follows them is not looked for.
    public static let wordLimit = 32

    private let words: [SkeletonWord]
    private let edits: [Int]

    /// Looks for words that follow one another.
    public init(_ words: String) { self.init(words) { $0.edits } }

    /// Looks for words with a bound of wrong letters of one's own.
    init(_ words: String, edits: (SkeletonWord) -> Int) {
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
        return !words.isEmpty && read.flatMap(\.letters) == words.flatMap(\.letters)
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
        return read.indices.contains { follows(0, read, from: $0) }
    }

    /// Whether the words from one on are those that were read from a place on.
    private func follows(_ index: Int, _ read: [SkeletonWord], from place: Int) -> Bool {
        guard index < words.count else { return true }
        guard place < read.count else { return false }
        let word = words[index]
        if word.fits(read[place], edits: edits[index]), follows(index + 1, read, from: place + 1) { return true }
        // A blank too many: two words that were read are this one. Only right letters count then.
        if place + 1 < read.count, word.letters == read[place].joined(read[place + 1]).letters,
            follows(index + 1, read, from: place + 2)
        {
            return true
        }
        // A blank too few: this word and the next were read as one.
        guard index + 1 < words.count else { return false }
        return word.joined(words[index + 1]).letters == read[place].letters && follows(index + 2, read, from: place + 1)
    }
}
