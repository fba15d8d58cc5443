// SPDX-License-Identifier: Apache-2.0

/// Writes healed targets into a skill's text, and changes nothing else: not a comment, not a blank.
enum HealedText {
    /// The text with other locators and fingerprints for some targets.
    ///
    /// - Returns: nil when a target is written in a way that cannot be replaced by lines, or when anything besides the
    ///   healed targets would mean something else.
    static func text(of source: String, healing heals: [TargetHeal]) -> String? {
        let reading = SkillReader.read(Array(source.utf8), file: "skill.yaml")
        guard let skill = reading.skill else { return nil }
        var lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var edits: [(range: Range<Int>, text: [String])] = []
        for heal in heals {
            let name = heal.target.name.text
            guard let block = HealedText.block(at: reading.positions.target(name), in: lines),
                let print = HealedText.block(at: reading.positions.part("fingerprint", name), in: lines),
                // What somebody wrote down beside it would be lost.
                !(lines[block] + lines[print]).contains(where: holdsComment)
            else { return nil }
            edits.append((block, SkillWriter.lines(of: heal.target).map { indented($0, as: lines[block.lowerBound]) }))
            let line = "  \(name): \(FingerprintText.line(heal.target.fingerprint))"
            edits.append((print, [indented(line, as: lines[print.lowerBound])]))
        }
        for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            lines.replaceSubrange(edit.range, with: edit.text)
        }
        let healed = lines.joined(separator: "\n")
        return means(healed, skill, with: heals) ? healed : nil
    }

    /// The lines of a key and its value; nil when the key does not begin its line.
    private static func block(at position: Position, in lines: [String]) -> Range<Int>? {
        let start = position.line - 1
        guard lines.indices.contains(start), indent(of: lines[start]) == position.column - 1 else { return nil }
        var end = start + 1
        // What follows belongs to it while it stands further in; comments and blank lines after it do not.
        for line in lines[end...].indices {
            let text = lines[line].drop { $0 == " " }
            if text.isEmpty || text.hasPrefix("#") { continue }
            guard indent(of: lines[line]) > position.column - 1 else { break }
            end = line + 1
        }
        return start..<end
    }

    /// Whether a line ends in a comment; a number sign in quotes may count as one, and then nothing is replaced.
    private static func holdsComment(_ line: String) -> Bool {
        if line.drop(while: { $0 == " " }).hasPrefix("#") { return true }
        var quote: Character?
        var former: Character = " "
        for character in line {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "#", former == " " {
                return true
            }
            former = character
        }
        return false
    }

    private static func indent(of line: String) -> Int { line.prefix { $0 == " " }.count }

    /// A line of the writer, which puts names two blanks in, under the indentation that the file has.
    private static func indented(_ line: String, as known: String) -> String {
        String(repeating: " ", count: indent(of: known)) + line.dropFirst(2)
    }

    private static func means(_ text: String, _ skill: Skill, with heals: [TargetHeal]) -> Bool {
        var expected = skill
        for heal in heals {
            guard let place = expected.targets.firstIndex(where: { $0.name == heal.target.name }) else { return false }
            expected.targets[place] = heal.target
        }
        return SkillReader.read(Array(text.utf8), file: "skill.yaml").skill == expected
    }
}
