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
        text.split { !isWordPart($0) }.map(SkeletonWord.init).filter { !$0.letters.isEmpty }
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

    init(_ word: some StringProtocol) {
        letters = Skeleton.of(word)
        hasDigit = word.unicodeScalars.contains { $0.properties.numericType != nil }
    }

    private init(letters: [UInt32], hasDigit: Bool) {
        self.letters = letters
        self.hasDigit = hasDigit
    }

    /// Two words that a reader took for one.
    func joined(_ next: SkeletonWord) -> SkeletonWord {
        SkeletonWord(letters: letters + next.letters, hasDigit: hasDigit || next.hasDigit)
    }

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
