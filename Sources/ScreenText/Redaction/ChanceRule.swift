// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Letters and digits that no person would write: keys, hashes, session names.
///
/// How often the kind of character changes tells chance from words, and stays when single letters are read wrong, which
/// the usual entropy of a few characters does not. A capital before small letters is one kind with them, so names made
/// of words change rarely.
enum ChanceRule {
    /// Fewer characters than these may always be a word or a number.
    static let least = 16
    /// Changes of kind to a character, in hundredths.
    private static let changes = 25

    static func hits(_ line: PlainLine) -> Bool {
        let words = line.words.flatMap { pieces(line.bytes[$0]) }
        if words.contains(where: { isChance($0) || isCode($0) }) { return true }
        // Parts of one, of which others were not read.
        let parts =
            words.filter { $0.count >= 7 && isMixed($0) && $0.contains(where: PlainByte.isDigit) && !isUUID($0) }
            .filter { $0.contains(where: PlainByte.isLetter) }
        if parts.count > 1, parts.reduce(0, { $0 + $1.count }) > least { return true }
        // A blank was read where there was none.
        return zip(words, words.dropFirst())
            .contains { left, right in
                left.count >= 6 && right.count >= 6 && left.count + right.count >= 20 && isMixed(left) && isMixed(right)
                    && isChance(left + right)
            }
    }

    /// Whether a run of characters is made by chance.
    static func isChance(_ run: [UInt8]) -> Bool {
        run.count { PlainByte.isWord($0) } >= least && isMixed(run) && !isUUID(run) && bits(of: run) >= 300
    }

    /// Whether a shorter run is a part of a key: of all kinds, with capitals that begin no word; or long, of capitals and
    /// digits only.
    static func isCode(_ run: [UInt8]) -> Bool {
        let digits = run.count(where: PlainByte.isDigit)
        let capitals = run.count(where: PlainByte.isUpper)
        guard run.allSatisfy(PlainByte.isWord), digits >= 2 else { return false }
        if run.count >= 18 { return digits + capitals >= run.count - 1 && capitals > 0 }
        let odd = run.indices.count { index in
            PlainByte.isUpper(run[index]) && (index + 1 == run.count || !PlainByte.isLower(run[index + 1]))
        }
        let small = run.count(where: PlainByte.isLower)
        return run.count >= 10 && odd >= 2 && small >= 2 && kinds(of: run) * 100 >= 30 * (run.count - 1)
    }

    /// Whether its characters change their kind as often as chance makes them.
    static func isMixed(_ run: [UInt8]) -> Bool {
        let letters = run.count { PlainByte.isWord($0) }
        return letters > 1 && kinds(of: run) * 100 >= changes * (letters - 1)
    }

    /// How often the kind changes inside of what no mark divides.
    private static func kinds(of run: [UInt8]) -> Int {
        var changes = 0
        for part in run.split(whereSeparator: { !PlainByte.isWord($0) }) {
            var previous = Kind.of(part[part.startIndex])
            var length = 1
            for byte in part.dropFirst() {
                let kind = Kind.of(byte)
                let isCapital = previous == .upper && kind == .lower && length == 1
                if kind != previous, !isCapital { changes += 1 }
                length = kind == previous ? length + 1 : 1
                previous = kind
            }
        }
        return changes
    }

    private enum Kind {
        case lower
        case upper
        case digit

        static func of(_ byte: UInt8) -> Kind {
            PlainByte.isDigit(byte) ? .digit : PlainByte.isUpper(byte) ? .upper : .lower
        }
    }

    /// Hundredths of a bit to a character, by how often each is there.
    static func bits(of run: [UInt8]) -> Int {
        var counts = [Int](repeating: 0, count: 256)
        for byte in run { counts[Int(byte)] += 1 }
        let total = Double(run.count)
        let bits = counts.filter { $0 > 0 }.reduce(0.0) { $0 - Double($1) / total * log2(Double($1) / total) }
        return Int(bits * 100)
    }

    /// What no key goes across, besides blanks.
    private static func pieces(_ word: ArraySlice<UInt8>) -> [[UInt8]] {
        word.split { byte in
            !PlainByte.isWord(byte) && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_")
                && byte != UInt8(ascii: "+")
        }
        .map(Array.init)
    }

    /// A name in the form of [RFC 9562](https://www.rfc-editor.org/rfc/rfc9562): it names things, and opens few.
    private static func isUUID(_ run: [UInt8]) -> Bool {
        run.split(separator: UInt8(ascii: "-")).map(\.count) == [8, 4, 4, 4, 12]
    }
}
