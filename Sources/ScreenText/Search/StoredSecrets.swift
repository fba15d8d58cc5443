// SPDX-License-Identifier: Apache-2.0

/// What is left of a stored secret to be found on pictures: its letters as far as a reader tells them apart.
public struct SecretLetters: Sendable {
    /// Of longer values the beginning is looked for.
    private static let most = 64
    /// Fewer letters stand in many texts by chance.
    private static let least = 4

    let letters: [UInt32]

    /// Nil for a value of too few letters.
    public init?(_ value: String) {
        let letters = Skeleton.of(value)
        guard letters.count >= SecretLetters.least else { return nil }
        self.letters = Array(letters.prefix(SecretLetters.most))
    }
}

/// Finds stored secrets in lines that were read from a picture, also with blanks in them, across the end of a line, and
/// with a letter read wrong.
public struct StoredSecrets: Sendable {
    /// So many letters are found anywhere, and with one of them wrong; fewer only as whole words.
    private static let long = 8

    private let secrets: [SecretLetters]

    /// Looks for these.
    public init(_ secrets: [SecretLetters]) { self.secrets = secrets }

    /// The lines that hold a secret, or a part of one that goes on in the next.
    public func rows(in lines: [String]) -> Set<Int> {
        guard !secrets.isEmpty else { return [] }
        let text = LetterRows(lines)
        let words = lines.enumerated().flatMap { row, line in Skeleton.words(of: line).map { (row, $0.letters) } }
        return secrets.reduce(into: []) { rows, secret in
            if secret.letters.count >= StoredSecrets.long {
                for found in text.ranges(of: secret.letters) { rows.formUnion(text.rows[found]) }
            } else {
                rows.formUnion(StoredSecrets.rows(of: secret.letters, in: words))
            }
        }
    }

    /// Where words that follow one another are the secret.
    private static func rows(of letters: [UInt32], in words: [(row: Int, letters: [UInt32])]) -> Set<Int> {
        var rows: Set<Int> = []
        for start in words.indices where letters.starts(with: words[start].letters) {
            var joined: [UInt32] = []
            for end in start..<words.count where joined.count < letters.count {
                joined += words[end].letters
                if joined == letters { rows.formUnion(words[start...end].map(\.row)) }
            }
        }
        return rows
    }
}

/// The letters of all lines one after another, and the line of each.
private struct LetterRows {
    private var letters: [UInt32] = []
    private(set) var rows: [Int] = []

    init(_ lines: [String]) {
        for (row, line) in lines.enumerated() {
            let more = Skeleton.of(line)
            letters += more
            rows += Array(repeating: row, count: more.count)
        }
    }

    /// Where letters stand of which one may be wrong, missing or too many: then one half of them is right.
    func ranges(of secret: [UInt32]) -> [Range<Int>] {
        let half = secret.count / 2
        let (head, tail) = (Array(secret[..<half]), Array(secret[half...]))
        let byHead = places(of: head)
            .compactMap { place -> Range<Int>? in
                let end = place + half
                return near(tail) { end..<end + $0 }.map { place..<$0.upperBound }
            }
        let byTail = places(of: tail)
            .compactMap { place -> Range<Int>? in
                near(head) { place - $0..<place }.map { $0.lowerBound..<place + tail.count }
            }
        return byHead + byTail
    }

    /// Where a part stands: right, or else with as few letters as it can be, so that no line beside it is taken for it.
    private func near(_ part: [UInt32], _ range: (Int) -> Range<Int>) -> Range<Int>? {
        let whole = range(part.count)
        if holds(whole), letters[whole].elementsEqual(part) { return whole }
        return [part.count - 1, part.count, part.count + 1].map(range)
            .first { holds($0) && EditDistance.isAtMost(1, part, Array(letters[$0])) }
    }

    private func holds(_ range: Range<Int>) -> Bool { range.lowerBound >= 0 && range.upperBound <= letters.count }

    private func places(of part: [UInt32]) -> [Int] {
        guard letters.count >= part.count else { return [] }
        return (0...letters.count - part.count)
            .filter { letters[$0] == part[0] && letters[$0..<$0 + part.count].elementsEqual(part) }
    }
}
