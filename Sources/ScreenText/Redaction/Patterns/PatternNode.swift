// SPDX-License-Identifier: Apache-2.0

/// A part of a regular expression.
indirect enum PatternNode: Sendable {
    case letter(LetterSet)
    case place(PatternPlace)
    case row([PatternNode])
    case choice([PatternNode])
    /// Nil for as often as it goes.
    case repeated(PatternNode, least: Int, most: Int?)
}

/// What must be so at a place between two letters.
enum PatternPlace: Sendable {
    case start
    case end
    case wordEdge
    case noWordEdge

    func holds(at place: Int, in letters: [Unicode.Scalar]) -> Bool {
        switch self {
        case .start: return place == 0
        case .end: return place == letters.count
        case .wordEdge, .noWordEdge:
            let before = place > 0 && LetterSet.isWord(letters[place - 1])
            let after = place < letters.count && LetterSet.isWord(letters[place])
            return (before != after) == (self == .wordEdge)
        }
    }
}

/// Letters that may stand at a place; in small letters, as texts are before they are compared.
struct LetterSet: Sendable {
    /// Letters of a kind.
    enum Kind: Sendable {
        case digit
        case word
        case blank
        case alphabetic
        case number
    }

    var ranges: [ClosedRange<Unicode.Scalar>] = []
    var kinds: [(kind: Kind, isOther: Bool)] = []
    /// All letters but these.
    var isOther = false

    /// Every letter.
    static let any = LetterSet(isOther: true)

    static func one(_ scalar: Unicode.Scalar) -> LetterSet { LetterSet(ranges: [folded(scalar)...folded(scalar)]) }

    static func of(_ kind: Kind, isOther: Bool) -> LetterSet { LetterSet(kinds: [(kind, isOther)]) }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let capital = LetterSet.capital(scalar)
        let isIn =
            ranges.contains { range in range.contains(scalar) || capital.map { range.contains($0) } ?? false }
            || kinds.contains { LetterSet.isOne(scalar, $0.kind) != $0.isOther }
        return isIn != isOther
    }

    /// Adds a range, also in small letters.
    mutating func add(_ first: Unicode.Scalar, to last: Unicode.Scalar) {
        ranges.append(first...last)
        let capitals: ClosedRange<Unicode.Scalar> = "A"..."Z"
        guard first <= capitals.upperBound, last >= capitals.lowerBound else {
            if first == last { ranges.append(LetterSet.folded(first)...LetterSet.folded(first)) }
            return
        }
        let low = max(first, capitals.lowerBound)
        let high = min(last, capitals.upperBound)
        ranges.append(LetterSet.folded(low)...LetterSet.folded(high))
    }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool { isOne(scalar, .word) }

    private static func isOne(_ scalar: Unicode.Scalar, _ kind: Kind) -> Bool {
        switch kind {
        case .digit: scalar.properties.generalCategory == .decimalNumber
        case .word: scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
        case .blank: scalar.properties.isWhitespace
        case .alphabetic: scalar.properties.isAlphabetic
        case .number: scalar.properties.numericType != nil
        }
    }

    /// The capital of a small letter that is not of ASCII: ranges of those have no small letters of their own.
    private static func capital(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard scalar.value >= 0x80 else { return nil }
        let mapped = scalar.properties.uppercaseMapping.unicodeScalars
        guard mapped.count == 1, let capital = mapped.first, capital.value >= 0x80 else { return nil }
        return capital
    }

    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let mapped = scalar.properties.lowercaseMapping.unicodeScalars
        return mapped.count == 1 ? mapped.first ?? scalar : scalar
    }
}
