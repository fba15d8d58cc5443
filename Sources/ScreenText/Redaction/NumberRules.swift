// SPDX-License-Identifier: Apache-2.0

/// Digits that stand together in a line, or what digits are read as.
struct DigitGroup {
    let digits: [UInt8]
    /// Characters that are no digits by themselves.
    let confused: Int
    let range: Range<Int>

    /// The runs of digits that stand behind one another with a blank, a dash or a dot between them.
    static func chains(of line: PlainLine) -> [[DigitGroup]] {
        var chains: [[DigitGroup]] = []
        for group in groups(of: line) {
            if let last = chains.last?.last, joins(line, last.range.upperBound..<group.range.lowerBound) {
                chains[chains.count - 1].append(group)
            } else {
                chains.append([group])
            }
        }
        return chains
    }

    private static func groups(of line: PlainLine) -> [DigitGroup] {
        var groups: [DigitGroup] = []
        var index = 0
        while index < line.bytes.count {
            let start = index
            while index < line.bytes.count, isPart(line, index, isFirst: index == start) { index += 1 }
            guard index > start else {
                index += 1
                continue
            }
            let bytes = line.bytes[start..<index]
            let plain = bytes.count(where: PlainByte.isDigit)
            guard plain * 2 >= bytes.count else { continue }
            let digits = bytes.compactMap(PlainByte.digit)
            groups.append(DigitGroup(digits: digits, confused: bytes.count - plain, range: start..<index))
        }
        return groups
    }

    /// Whether a character may be a digit; a question mark only behind another one.
    private static func isPart(_ line: PlainLine, _ index: Int, isFirst: Bool) -> Bool {
        let byte = line.bytes[index]
        return PlainByte.digit(byte) != nil && (byte != UInt8(ascii: "?") || !isFirst)
    }

    private static func joins(_ line: PlainLine, _ range: Range<Int>) -> Bool {
        range.count <= 2
            && line.bytes[range].allSatisfy { [UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: ".")].contains($0) }
    }
}

/// Numbers of payment cards.
enum CardRule {
    private static let hints: Set<String> = ["card", "visa", "mastercard", "amex", "karte", "kreditkarte", "carte"]

    static func hits(_ line: PlainLine, words: Set<String>) -> Bool {
        let isHinted = !words.isDisjoint(with: hints)
        return DigitGroup.chains(of: line).contains { hits($0, isHinted: isHinted) }
    }

    private static func hits(_ chain: [DigitGroup], isHinted: Bool) -> Bool {
        for first in chain.indices {
            var digits: [UInt8] = []
            var confused = 0
            var lengths: [Int] = []
            for group in chain[first...] {
                digits += group.digits
                confused += group.confused
                lengths.append(group.digits.count)
                if digits.count > 20 { break }
                guard digits.count >= 13 else { continue }
                if isHinted, digits.count >= 15 { return true }
                let isWritten = lengths == [4, 4, 4, 4] || lengths == [4, 6, 5]
                guard isIssued(digits, isWritten: isWritten) else { continue }
                if passesLuhn(digits) || isWhole(digits) && isMended(digits) { return true }
                // Digits that were read wrong do not add up any more.
                if isWritten && confused > 0 || isWhole(digits) && confused > 1 { return true }
            }
        }
        return false
    }

    private static func isWhole(_ digits: [UInt8]) -> Bool { digits.count == 16 || digits.count == 15 }

    /// Whether cards of that length begin so; a three may have been read as an eight.
    private static func isIssued(_ digits: [UInt8], isWritten: Bool) -> Bool {
        let head = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
        return switch digits.count {
        case 13: digits[0] == 4
        case 14: (3000...3059).contains(head) || (3600...3699).contains(head) || (3800...3999).contains(head)
        case 15: [34, 37].contains(head / 100) || isWritten && [84, 87].contains(head / 100)
        case 16: (4000...6999).contains(head) || (2221...2720).contains(head) || (3528...3589).contains(head)
        case 17...19: (4000...6999).contains(head)
        default: false
        }
    }

    /// Whether it adds up when one three is an eight, or one eight a three.
    private static func isMended(_ digits: [UInt8]) -> Bool {
        digits.indices.contains { index in
            guard digits[index] == 3 || digits[index] == 8 else { return false }
            var mended = digits
            mended[index] = 11 - digits[index]
            return passesLuhn(mended)
        }
    }

    /// The check digit of [ISO/IEC 7812-1](https://www.iso.org/standard/70484.html).
    static func passesLuhn(_ digits: [UInt8]) -> Bool {
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() {
            let value = index.isMultiple(of: 2) ? Int(digit) : Int(digit) * 2
            sum += value > 9 ? value - 9 : value
        }
        return sum.isMultiple(of: 10)
    }
}

/// Numbers of bank accounts.
enum IbanRule {
    static func hits(_ line: PlainLine) -> Bool {
        line.bytes.indices.contains { isStart(line, $0) && begins(line, at: $0) } || holdsGroups(line)
    }

    /// Whether groups of four stand there as such numbers are written, of which some may not have been read.
    private static func holdsGroups(_ line: PlainLine) -> Bool {
        let words = line.words.map { line.bytes[$0] }
        let isDigits = { (word: ArraySlice<UInt8>) in
            word.count == 4 && word.allSatisfy { PlainByte.digit($0) != nil }
                && word.count(where: PlainByte.isDigit) >= 2
        }
        return words.indices.contains { index in
            let word = words[index]
            guard word.count == 4, let first = PlainByte.letter(word[word.startIndex]),
                let second = PlainByte.letter(word[word.startIndex + 1]), word.allSatisfy({ !PlainByte.isLower($0) })
            else { return false }
            let groups = words[(index + 1)...].prefix { $0.count == 4 && $0.allSatisfy(isRead) }
            let isBank = word.allSatisfy(PlainByte.isUpper)
            let isCountry =
                Countries.ibanLengths[[first, second]] != nil
                && word.suffix(2).allSatisfy { PlainByte.digit($0) != nil }
            if isBank { return groups.prefix(2).count(where: isDigits) == 2 }
            return isCountry && groups.count >= 3 && groups.count(where: isDigits) >= 2
        }
    }

    /// Whether a number may begin here; a blank before it may have been lost.
    private static func isStart(_ line: PlainLine, _ index: Int) -> Bool {
        guard index > 0 else { return true }
        let before = line.bytes[index - 1]
        return !isRead(before) || PlainByte.isLower(before) && PlainByte.isUpper(line.bytes[index])
    }

    private static func begins(_ line: PlainLine, at index: Int) -> Bool {
        var read: [UInt8] = []
        var place = index
        /// Takes characters up to a number of them, blanks left out.
        func take(_ count: Int) -> Bool {
            while read.count < count, place < line.bytes.count {
                guard line.bytes[place] == UInt8(ascii: " ") || isRead(line.bytes[place]) else { return false }
                if line.bytes[place] != UInt8(ascii: " ") { read.append(line.bytes[place]) }
                place += 1
            }
            return read.count == count
        }
        guard take(4), let first = PlainByte.letter(read[0]), let second = PlainByte.letter(read[1]),
            PlainByte.isLetter(read[0]) || PlainByte.isLetter(read[1]), PlainByte.digit(read[2]) != nil,
            PlainByte.digit(read[3]) != nil, PlainByte.isDigit(read[2]) || PlainByte.isDigit(read[3]),
            let length = Countries.ibanLengths[[first, second]], take(length)
        else { return false }
        let account =
            [first, second] + read[2..<4].compactMap(PlainByte.digit).map { $0 + 0x30 }
            + read[4...].map(PlainByte.upper)
        if passesMod97(account) { return true }
        // A character may have been read as two, but what goes on is no number of that country.
        let rest = line.bytes[place...].prefix(while: isRead)
        return rest.count <= 1 && isWritten(read.dropFirst(4))
    }

    /// Whether characters look like an account although the sum is wrong: capitals and digits, many of them digits.
    private static func isWritten(_ account: ArraySlice<UInt8>) -> Bool {
        let digits = account.count(where: PlainByte.isDigit)
        let small = account.count(where: PlainByte.isLower)
        return digits * 3 >= account.count && digits >= 6 && small <= 3
    }

    private static func isRead(_ byte: UInt8) -> Bool { PlainByte.isWord(byte) || "|!?]$&".utf8.contains(byte) }

    /// The check digits of [ISO 13616-1](https://www.iso.org/standard/81090.html).
    static func passesMod97(_ account: [UInt8]) -> Bool {
        var rest = 0
        for byte in account[4...] + account[..<4] {
            switch byte {
            case 0x30...0x39: rest = (rest * 10 + Int(byte - 0x30)) % 97
            case 0x41...0x5A: rest = (rest * 100 + Int(byte - 0x41) + 10) % 97
            default: return false
            }
        }
        return rest == 1
    }
}

/// What is fixed by country.
private enum Countries {
    /// How long a bank account's number is.
    static let ibanLengths: [[UInt8]: Int] = {
        let text =
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 "
            + "FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 "
            + "LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 "
            + "RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 SN28 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20"
        let pairs = text.split(separator: " ")
            .compactMap { word in
                Int(word.dropFirst(2)).map { (Array(word.utf8.prefix(2)), $0) }
            }
        return Dictionary(pairs) { first, _ in first }
    }()
}
