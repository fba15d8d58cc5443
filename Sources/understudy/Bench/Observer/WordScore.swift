// SPDX-License-Identifier: Apache-2.0

/// How many of a page's words were read, exactly as they are written.
struct WordScore: Sendable {
    var right = 0
    var shown = 0
    var said = 0

    var recall: Double { shown == 0 ? .nan : Double(right) / Double(shown) }
    var precision: Double { said == 0 ? .nan : Double(right) / Double(said) }
    var missed: Double { 1 - recall }

    /// Counts one picture; what has neither a letter nor a digit is no word.
    mutating func add(shown truth: [String], said text: String) {
        let words = text.split { $0.isWhitespace }.map(String.init).filter(WordScore.isWord)
        var left: [String: Int] = [:]
        for word in truth where WordScore.isWord(word) {
            left[word, default: 0] += 1
            shown += 1
        }
        for word in words where left[word, default: 0] > 0 {
            left[word, default: 0] -= 1
            right += 1
        }
        said += words.count
    }

    private static func isWord(_ word: String) -> Bool { word.contains { $0.isLetter || $0.isNumber } }
}
