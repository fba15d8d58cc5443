// SPDX-License-Identifier: Apache-2.0

/// What is left of lines, and what went.
public struct RedactedLines: Sendable, Hashable {
    /// The lines that may be kept, in their order.
    public let lines: [ReadLine]
    /// How many lines each class took out.
    public let counts: [RedactionClass: Int]
}

/// Takes out lines that hold secrets, although letters of them were read wrong.
///
/// A hit takes the whole line, because what is left of a secret is often enough to find the rest. No rule searches by
/// regular expressions of the exact form, because a reader of pictures puts blanks into long words, loses marks, and
/// takes letters for digits: each looks at what stays when that happens.
public struct ScreenRedactor: Sendable {
    private static let pieceLength = 2048

    /// Two redactors of the same version take out the same.
    public let version: Int
    private let rules: ScreenRules
    private let own: OwnRules
    private let known = VerdictCache()

    /// Makes the rules ready.
    ///
    /// - Throws: ``ScreenTextError`` with `rules_invalid` for a pattern that is none.
    public init(_ rules: ScreenRules = ScreenRules(), version: Int = 1) throws {
        self.version = version
        self.rules = rules
        own = try OwnRules(rules)
    }

    /// What a line would be taken out for, looked at by itself; nil when it may be kept.
    public func hit(in text: String) -> RedactionClass? { verdict(on: text).hit }

    /// The lines of one picture, in reading order.
    ///
    /// Labels count for the line beside or below them, too, and a block of a key to its end.
    public func redact(_ lines: [ReadLine]) -> RedactedLines {
        var kept: [ReadLine] = []
        var counts: [RedactionClass: Int] = [:]
        for (line, hit) in zip(lines, hits(in: lines)) {
            if let hit { counts[hit, default: 0] += 1 } else { kept.append(line) }
        }
        return RedactedLines(lines: kept, counts: counts)
    }

    /// Forgets which lines it has looked at.
    func forget() { known.forget() }

    /// What each line of one picture would be taken out for.
    func hits(in lines: [ReadLine]) -> [RedactionClass?] {
        let verdicts = lines.map { verdict(on: $0.text) }
        var hits = verdicts.map(\.hit)
        // What a reader took for several lines may be one, of which each part looks harmless.
        for row in LineNeighbours.rows(of: lines) {
            let whole = verdict(on: row.map { lines[$0].text }.joined(separator: " ")).hit
            guard let hit = row.lazy.compactMap({ hits[$0] }).first(where: { _ in true }) ?? whole else { continue }
            for part in row { hits[part] = hits[part] ?? hit }
        }
        markBlocks(verdicts, &hits)
        for (index, verdict) in verdicts.enumerated() where !verdict.traits.isDisjoint(with: [.label, .codeLabel]) {
            for value in LineNeighbours.of(index, lines) where hits[value] == nil {
                let traits = verdicts[value].traits
                if verdict.traits.contains(.label), traits.contains(.value) {
                    hits[value] = .labelled
                } else if verdict.traits.contains(.codeLabel), traits.contains(.codeValue) {
                    hits[value] = .oneTimeCode
                }
            }
        }
        return hits
    }

    private func verdict(on text: String) -> LineVerdict {
        guard !text.isEmpty else { return LineVerdict() }
        return known.verdict(on: text) {
            guard text.utf8.count > ScreenRedactor.pieceLength else { return verdict(on: LineLook(text)) }
            // What is longer than any line of a screen is looked at in pieces that overlap, so that it costs little.
            let characters = Array(text)
            let starts = stride(from: 0, to: characters.count, by: ScreenRedactor.pieceLength / 2)
            let hits = starts.lazy.compactMap { start -> RedactionClass? in
                hit(in: LineLook(String(characters[start...].prefix(ScreenRedactor.pieceLength))))
            }
            return LineVerdict(hit: hits.first { _ in true })
        }
    }

    private func verdict(on look: LineLook) -> LineVerdict {
        var traits: LineTraits = []
        if LabelRule.isLabel(look.plain) { traits.insert(.label) }
        if LabelRule.isValue(look.plain) { traits.insert(.value) }
        if OneTimeCodeRule.isLabel(look.plain, look.words) { traits.insert(.codeLabel) }
        if OneTimeCodeRule.isValue(look.plain) { traits.insert(.codeValue) }
        if KeyBlockRule.begins(look.plain) { traits.insert(.keyBegins) }
        if KeyBlockRule.ends(look.plain) { traits.insert(.keyEnds) }
        if KeyBlockRule.isInside(look.plain) { traits.insert(.keyInside) }
        return LineVerdict(hit: hit(in: look), traits: traits)
    }

    private func hit(in look: LineLook) -> RedactionClass? {
        if let hit = own.hit(in: look.text, look.words) { return hit }
        let line = look.plain
        if KeyBlockRule.begins(line) || KeyBlockRule.ends(line) { return .privateKey }
        if WebTokenRule.hits(line) { return .jwt }
        if CardRule.hits(line, words: look.names) { return .card }
        if IbanRule.hits(line) { return .iban }
        if CredentialAddressRule.hits(line) { return .credentialAddress }
        if TokenRule.hits(line) { return .token }
        if LabelRule.hits(line) { return .labelled }
        if OneTimeCodeRule.hits(line, look.words) { return .oneTimeCode }
        if rules.hidesEmail, EmailRule.hits(line) { return .email }
        if rules.hidesPhone, PhoneRule.hits(line) { return .phone }
        return ChanceRule.hits(line) ? .entropy : nil
    }

    /// Lines between the first and the last line of a key.
    private func markBlocks(_ verdicts: [LineVerdict], _ hits: inout [RedactionClass?]) {
        var left = 0
        for (index, verdict) in verdicts.enumerated() {
            if verdict.traits.contains(.keyBegins) {
                left = KeyBlockRule.limit
            } else if verdict.traits.contains(.keyEnds) || left > 0 && !verdict.traits.contains(.keyInside) {
                left = 0
            } else if left > 0 {
                hits[index] = .privateKey
                left -= 1
            }
        }
    }
}

/// A line in the forms that the rules look at.
private struct LineLook {
    let text: String
    let plain: PlainLine
    let words: [SkeletonWord]

    init(_ text: String) {
        self.text = text
        plain = PlainLine(text)
        words = Skeleton.words(of: text)
    }

    /// Its words in small letters.
    var names: Set<String> {
        Set(plain.words.map { String(decoding: plain.bytes[plain.trimmed($0)].map(PlainByte.lower), as: UTF8.self) })
    }
}

/// Which lines of a picture stand where a label's value would.
private enum LineNeighbours {
    /// Lines that stand so close behind one another that they are one, from the left.
    static func rows(of lines: [ReadLine]) -> [[Int]] {
        var rows: [[Int]] = []
        for index in lines.indices.sorted(by: { lines[$0].box.x < lines[$1].box.x }) {
            let end = rows.firstIndex { row in follows(lines[row[row.count - 1]].box, lines[index].box) }
            if let end { rows[end].append(index) } else { rows.append([index]) }
        }
        return rows.filter { $0.count > 1 }
    }

    private static func follows(_ left: PixelBox, _ right: PixelBox) -> Bool {
        let overlap = min(left.y + left.height, right.y + right.height) - max(left.y, right.y)
        let gap = right.x - left.x - left.width
        return 2 * overlap >= min(left.height, right.height) && gap >= -left.height
            && gap <= 2 * max(left.height, right.height)
    }

    /// The nearest line to the right of one, and the nearest below it.
    static func of(_ index: Int, _ lines: [ReadLine]) -> [Int] {
        let box = lines[index].box
        let others = lines.indices.filter { $0 != index }
        let beside =
            others.filter { other in
                let at = lines[other].box
                return at.x >= box.x + box.width - box.height && at.x <= box.x + box.width + 600
                    && at.y < box.y + box.height && box.y < at.y + at.height
            }
            .min { lines[$0].box.x < lines[$1].box.x }
        let below =
            others.filter { other in
                let at = lines[other].box
                return at.y >= box.y + box.height / 2 && at.y <= box.y + 5 * max(box.height, at.height)
                    && at.x < box.x + box.width && box.x < at.x + at.width
            }
            .min { lines[$0].box.y < lines[$1].box.y }
        return [beside, below].compactMap { $0 }
    }
}
