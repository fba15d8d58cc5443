// SPDX-License-Identifier: Apache-2.0

/// Reads a regular expression: the part of the usual form that can be followed without ways back.
struct PatternParser {
    /// The most groups in one another, and the most that a brace may count to.
    private static let depthLimit = 32
    private static let countLimit = 1000

    private var rest: Substring.UnicodeScalarView
    private var depth = 0

    init(_ text: String) { rest = text[...].unicodeScalars }

    /// All of it.
    mutating func whole() throws(LinearPattern.Problem) -> PatternNode {
        // Capitals never count, so this says nothing new.
        if take("(?i)") {}
        let node = try choice()
        guard rest.isEmpty else { throw .malformed }
        return node
    }

    private mutating func choice() throws(LinearPattern.Problem) -> PatternNode {
        var rows = [try row()]
        while take("|") { rows.append(try row()) }
        return rows.count == 1 ? rows[0] : .choice(rows)
    }

    private mutating func row() throws(LinearPattern.Problem) -> PatternNode {
        var nodes: [PatternNode] = []
        while let next = rest.first, next != "|", next != ")" { nodes.append(try repeated(try single())) }
        return .row(nodes)
    }

    private mutating func repeated(_ node: PatternNode) throws(LinearPattern.Problem) -> PatternNode {
        guard let (least, most) = try count() else { return node }
        if case .place = node { throw .malformed }
        // As few as possible finds the same lines; never giving anything back does not.
        if rest.first == "+" { throw .unbounded }
        _ = take("?")
        if let next = rest.first, "*+?".unicodeScalars.contains(next) { throw .malformed }
        return .repeated(node, least: least, most: most)
    }

    private mutating func count() throws(LinearPattern.Problem) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard take("{") else { return nil }
        guard let least = number() else { throw .malformed }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}"), most ?? least >= least, max(least, most ?? 0) <= PatternParser.countLimit else {
            throw .malformed
        }
        return (least, most)
    }

    private mutating func single() throws(LinearPattern.Problem) -> PatternNode {
        guard let scalar = rest.popFirst() else { throw .malformed }
        switch scalar {
        case "(": return try group()
        case "[": return .letter(try set())
        case ".": return .letter(.any)
        case "^": return .place(.start)
        case "$": return .place(.end)
        case "\\": return try escaped()
        case "*", "+", "?", "{", ")": throw .malformed
        default: return .letter(.one(scalar))
        }
    }

    private mutating func group() throws(LinearPattern.Problem) -> PatternNode {
        depth += 1
        guard depth <= PatternParser.depthLimit else { throw .tooLarge }
        if take("?") {
            if take("<") || take("P<") {
                guard rest.first != "=", rest.first != "!" else { throw .unbounded }
                guard let end = rest.firstIndex(of: ">") else { throw .malformed }
                rest = rest[rest.index(after: end)...]
            } else if !take(":") {
                throw .unbounded
            }
        }
        let node = try choice()
        guard take(")") else { throw .malformed }
        depth -= 1
        return node
    }

    private mutating func escaped() throws(LinearPattern.Problem) -> PatternNode {
        switch rest.first {
        case "b": return .place(skip(.wordEdge))
        case "B": return .place(skip(.noWordEdge))
        case "A": return .place(skip(.start))
        case "z", "Z": return .place(skip(.end))
        case "1", "2", "3", "4", "5", "6", "7", "8", "9", "k": throw .unbounded
        default: return .letter(try escapedSet())
        }
    }

    private mutating func skip(_ place: PatternPlace) -> PatternPlace {
        rest.removeFirst()
        return place
    }

    /// What stands behind a backslash, for letters.
    private mutating func escapedSet() throws(LinearPattern.Problem) -> LetterSet {
        guard let scalar = rest.popFirst() else { throw .malformed }
        switch scalar {
        case "d", "D": return .of(.digit, isOther: scalar == "D")
        case "w", "W": return .of(.word, isOther: scalar == "W")
        case "s", "S": return .of(.blank, isOther: scalar == "S")
        case "p", "P":
            if take("{L}") { return .of(.alphabetic, isOther: scalar == "P") }
            if take("{N}") { return .of(.number, isOther: scalar == "P") }
            throw .malformed
        case "t": return .one("\t")
        case "n": return .one("\n")
        case "r": return .one("\r")
        default:
            guard !scalar.properties.isAlphabetic, scalar.properties.numericType == nil else { throw .malformed }
            return .one(scalar)
        }
    }

    private mutating func set() throws(LinearPattern.Problem) -> LetterSet {
        var set = LetterSet(isOther: take("^"))
        var isFirst = true
        while let scalar = rest.popFirst() {
            if scalar == "]", !isFirst { return set }
            isFirst = false
            // Sets in sets, and what other engines do between them, are not known here.
            if scalar == "[" || (scalar == "&" && rest.first == "&") { throw .malformed }
            guard let low = try first(scalar, &set) else { continue }
            guard rest.first == "-", rest.dropFirst().first != "]", rest.count > 1 else {
                set.add(low, to: low)
                continue
            }
            rest.removeFirst()
            guard let next = rest.popFirst(), let high = try first(next, &set), high >= low else { throw .malformed }
            set.add(low, to: high)
        }
        throw .malformed
    }

    /// A letter that may begin a range; nil for several, which are added.
    private mutating func first(_ scalar: Unicode.Scalar, _ set: inout LetterSet) throws(LinearPattern.Problem)
        -> Unicode.Scalar?
    {
        guard scalar == "\\" else { return scalar }
        let letters = try escapedSet()
        set.kinds += letters.kinds
        return letters.ranges.first?.lowerBound
    }

    private mutating func number() -> Int? {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty, digits.count <= 4 else { return nil }
        rest = rest[digits.endIndex...]
        return Int(String(String.UnicodeScalarView(digits)))
    }

    private mutating func take(_ text: String) -> Bool {
        guard rest.starts(with: text.unicodeScalars) else { return false }
        rest = rest.dropFirst(text.unicodeScalars.count)
        return true
    }
}
