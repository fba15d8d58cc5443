// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// What is left of letters when those that a reader of pictures takes for one another count as the same.
///
/// Case and accents are gone; `0` and `o`, `1`, `l`, `i` and `|`, `5` and `s`, `rn` and `m`, `vv` and `w` are one.
enum Skeleton {
    /// The skeleton of one word.
    static func of(_ word: some StringProtocol) -> [UInt32] {
        var result: [UInt32] = []
        for scalar in folded(word).unicodeScalars {
            guard let letter = letter(of: scalar) else { continue }
            switch (result.last, letter) {
            case (0x72, 0x6E): result[result.count - 1] = 0x6D
            case (0x76, 0x76): result[result.count - 1] = 0x77
            default: result.append(letter)
            }
        }
        return result
    }

    /// The words of a text: runs of letters and digits, and of what is taken for one inside them.
    static func words(of text: String) -> [SkeletonWord] {
        var words: [SkeletonWord] = []
        var end = text.startIndex
        for word in text.split(whereSeparator: { !isWordPart($0) }) {
            let between = text[end..<word.startIndex]
            let read = SkeletonWord(
                word,
                followsBlank: between.allSatisfy(\.isWhitespace),
                sign: sign(in: between, isFirst: end == text.startIndex)
            )
            guard !read.letters.isEmpty else { continue }
            words.append(read)
            end = word.endIndex
        }
        return words
    }

    /// The sign of a number that what stands before it ends with; nil also for a dash between two numbers.
    private static func sign(in between: Substring, isFirst: Bool) -> Character? {
        var marks = between
        while let last = marks.last, last.isCurrencySymbol { marks.removeLast() }
        guard let last = marks.popLast() else { return nil }
        let isFree = marks.last.map { $0.isWhitespace || $0.isCurrencySymbol || "([{=:<>~".contains($0) } ?? isFirst
        switch last {
        case "+" where isFree: return "+"
        case "-" where isFree, "\u{2010}"..."\u{2015}" where isFree, "\u{2212}" where isFree: return "-"
        default: return nil
        }
    }

    /// Whether a character may belong to a word.
    static func isWordPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "|"
    }

    private static func folded(_ word: some StringProtocol) -> String {
        let isPlain = word.utf8.allSatisfy { $0 < 0x80 }
        return isPlain
            ? word.lowercased() : word.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }

    private static func letter(of scalar: Unicode.Scalar) -> UInt32? {
        switch scalar {
        case "0": 0x6F
        case "1", "i", "|", "\u{131}": 0x6C
        case "5": 0x73
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? scalar.value : nil
        }
    }
}

/// A word by its skeleton.
struct SkeletonWord: Sendable, Hashable {
    /// Its letters and digits.
    let letters: [UInt32]
    /// Whether it is a number, or has one in it: then each digit counts.
    let hasDigit: Bool
    /// Whether it begins with a digit.
    let isNumber: Bool
    /// Whether nothing but blanks stands before it, back to the word before.
    let followsBlank: Bool
    /// `+` or `-` right before it.
    let sign: Character?

    init(_ word: some StringProtocol, followsBlank: Bool = true, sign: Character? = nil) {
        letters = Skeleton.of(word)
        hasDigit = word.unicodeScalars.contains { $0.properties.numericType != nil }
        isNumber = word.unicodeScalars.first?.properties.numericType != nil
        self.followsBlank = followsBlank
        self.sign = sign
    }

    private init(_ first: SkeletonWord, _ next: SkeletonWord) {
        letters = first.letters + next.letters
        hasDigit = first.hasDigit || next.hasDigit
        isNumber = first.isNumber
        followsBlank = first.followsBlank
        sign = first.sign
    }

    /// Two words that a reader took for one.
    func joined(_ next: SkeletonWord) -> SkeletonWord { SkeletonWord(self, next) }

    /// Whether two words may be one number, or one word: a mark between digits says something, a blank may be none.
    func mayJoin(_ next: SkeletonWord) -> Bool { next.followsBlank || !(hasDigit || next.hasDigit) }

    /// Whether a word that was read has the sign of this one, when this is a number.
    func hasSign(of read: SkeletonWord) -> Bool { !isNumber || sign == read.sign }

    /// How many letters may be wrong, missing or too many.
    var edits: Int {
        switch letters.count {
        case _ where hasDigit: 0
        case ..<5: 0
        case ..<10: 1
        default: 2
        }
    }

    /// Whether a word that was read may be this one.
    func fits(_ read: SkeletonWord, edits: Int) -> Bool {
        letters == read.letters || edits > 0 && EditDistance.isAtMost(edits, letters, read.letters)
    }
}

/// How many letters must be changed, put in or taken out to make one word of another.
enum EditDistance {
    /// Whether it is no more than a bound.
    static func isAtMost(_ limit: Int, _ left: [UInt32], _ right: [UInt32]) -> Bool {
        guard abs(left.count - right.count) <= limit else { return false }
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            var least = row[0]
            for place in right.indices {
                let above = row[place + 1]
                let cost = diagonal + (letter == right[place] ? 0 : 1)
                row[place + 1] = min(cost, above + 1, row[place] + 1)
                diagonal = above
                least = min(least, row[place + 1])
            }
            guard least <= limit else { return false }
        }
        return row[right.count] <= limit
    }
}
