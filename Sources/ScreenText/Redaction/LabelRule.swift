// SPDX-License-Identifier: Apache-2.0

/// Values that stand after a word that says what they are: `Password: …`, `API_KEY=…`.
enum LabelRule {
    /// What names a password: whatever follows it is one.
    private static let firm = [
        "password", "passwort", "kennwort", "passwd", "pwd", "passphrase", "passcode", "contrasena", "senha",
        "wachtwoord", "motdepasse", "haslo", "losenord", "salasana", "parola", "userpass", "dbpass",
    ]
    /// What names a key or a number, but stands in sentences too: what follows must look like one.
    private static let loose = [
        "secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "clientsecret", "authtoken", "bearer",
        "credential", "credentials", "pin", "puk", "cvv", "cvc", "securitycode", "recoverycode", "backupcode",
        "recoverykey", "accesstoken", "refreshtoken", "sessionid", "authorization", "encryptionkey", "signingkey",
        "licensekey", "productkey", "secretaccesskey", "geheimnis", "schlussel",
    ]
    /// What stands where a password would, and is none.
    private static let placeholders: Set<String> = [
        "required", "optional", "none", "null", "true", "false", "string", "hidden", "empty", "missing", "invalid",
        "incorrect", "changed", "expired", "show", "reset", "wrong", "forgotten", "forgot", "unknown", "redacted",
        "undefined", "default", "secret", "password", "input", "value", "text", "field", "masked", "unset", "never",
    ]

    private static let firmWords = Set(firm.map { Skeleton.of($0) })
    private static let looseWords = Set(loose.map { Skeleton.of($0) })
    /// What ends names that are written as one: `dbpassword`.
    private static let endings = ["password", "passwort", "kennwort", "passphrase"].map { Skeleton.of($0) }
    /// Of these one letter may be wrong without another word coming out.
    private static let longWords = Array(firmWords.union(looseWords)).filter { $0.count >= 7 }

    /// What a label says about what follows it.
    private enum Firmness {
        case firm
        case loose
    }

    /// Where a label ends.
    private struct Label {
        let firmness: Firmness
        /// The word after it.
        let next: Int
        /// What stands behind the sign that ends it, in the same word.
        let rest: ArraySlice<UInt8>
        /// Whether a colon, an equals sign or `is` stands behind it.
        let isClosed: Bool
    }

    static func hits(_ line: PlainLine) -> Bool {
        labels(in: line).contains { holdsValue(line, behind: $0) }
    }

    /// Whether a line is a label and nothing else, so that its value stands beside or below it.
    static func isLabel(_ line: PlainLine) -> Bool {
        line.words.count <= 3
            && labels(in: line).contains { $0.next == line.words.count && !$0.rest.contains(where: PlainByte.isWord) }
    }

    /// Whether a line by itself may be the value of a label near it.
    static func isValue(_ line: PlainLine) -> Bool {
        line.words.count <= 2 && line.words.contains { looksSecret(Array(line.bytes[$0])) }
    }

    private static func labels(in line: PlainLine) -> [Label] {
        line.words.indices.flatMap { index in
            (1...3).compactMap { count in label(line, index, count) }
        }
    }

    /// The label that some words from one on are; nil when they are none.
    private static func label(_ line: PlainLine, _ index: Int, _ count: Int) -> Label? {
        let last = index + count - 1
        guard last < line.words.count else { return nil }
        let final = line.bytes[line.words[last]]
        let sign = final.firstIndex(where: isSign)
        let head = final[..<(sign ?? final.endIndex)]
        let before = line.words[index..<last].map { line.bytes[$0] }
        // A sign inside of an earlier word ends a label there.
        guard before.allSatisfy({ !$0.contains(where: isSign) }), head.contains(where: PlainByte.isWord) else {
            return nil
        }
        guard let firmness = firmness(before + [head], isWhole: count > 1) else { return nil }
        if let sign { return Label(firmness: firmness, next: last + 1, rest: final[(sign + 1)...], isClosed: true) }
        return separated(line, firmness, last + 1)
    }

    /// A label whose sign stands by itself, or is a word, or was not read.
    private static func separated(_ line: PlainLine, _ firmness: Firmness, _ next: Int) -> Label {
        let open = Label(firmness: firmness, next: next, rest: [], isClosed: false)
        guard next < line.words.count else { return open }
        let word = line.bytes[line.words[next]]
        let text = String(decoding: word.map(PlainByte.lower), as: UTF8.self)
        if ["is", "ist", "=>", "->", "to"].contains(text) {
            return Label(firmness: firmness, next: next + 1, rest: [], isClosed: text != "to")
        }
        guard let first = word.first, isSign(first) else { return open }
        return Label(firmness: firmness, next: next + 1, rest: word.dropFirst(), isClosed: true)
    }

    /// Words as one name; of a name made of parts the last parts count: `DB_PASSWORD`, `shop-password`.
    private static func firmness(_ words: [ArraySlice<UInt8>], isWhole: Bool) -> Firmness? {
        let name = words.flatMap { $0.filter(PlainByte.isWord) }
        if let firmness = firmness(Skeleton.of(String(decoding: name, as: UTF8.self))) { return firmness }
        guard !isWhole, let word = words.first else { return nil }
        let parts = word.split { !PlainByte.isWord($0) }
        return (1..<max(1, parts.count)).lazy
            .compactMap { from in
                firmness(Skeleton.of(String(decoding: parts[from...].flatMap(Array.init), as: UTF8.self)))
            }
            .first
    }

    private static func firmness(_ name: [UInt32]) -> Firmness? {
        if firmWords.contains(name) { return .firm }
        if looseWords.contains(name) { return .loose }
        if name.count <= 24, endings.contains(where: { name.reversed().starts(with: $0.reversed()) }) { return .firm }
        guard name.count >= 6, let near = longWords.first(where: { EditDistance.isAtMost(1, $0, name) }) else {
            return nil
        }
        return firmWords.contains(near) ? .firm : .loose
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        [UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ";")].contains(byte)
    }

    private static func holdsValue(_ line: PlainLine, behind label: Label) -> Bool {
        let words =
            (label.rest.contains(where: isFilled) ? [Array(label.rest)] : [])
            + line.words[min(label.next, line.words.count)...].map { Array(line.bytes[$0]) }
        guard let first = words.first else { return false }
        if looksSecret(first) && (label.isClosed || label.firmness == .firm) { return true }
        guard label.isClosed, label.firmness == .firm else { return false }
        // A password of small letters only, or of several words.
        if words.prefix(3).contains(where: looksSecret) { return true }
        let letters = String(decoding: first.filter(PlainByte.isWord).map(PlainByte.lower), as: UTF8.self)
        return words.count == 1 && letters.utf8.count >= 5 && !placeholders.contains(letters)
    }

    private static func isFilled(_ byte: UInt8) -> Bool { PlainByte.isWord(byte) || byte == PlainLine.other }

    /// Whether a word is more than a word: with digits and letters, with marks inside, or of digits alone.
    private static func looksSecret(_ word: [UInt8]) -> Bool {
        let core = word.drop {
            [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "(")].contains($0)
        }
        let letters = core.count(where: PlainByte.isLetter)
        let digits = core.count(where: PlainByte.isDigit)
        guard core.count >= 4 || digits == 3 && core.count == 3 else { return false }
        if letters > 0, digits > 0 { return true }
        if letters == 0 { return digits >= 3 && digits * 2 > core.count }
        let marks = core.dropLast().contains { "!@#$%^&*?~+".utf8.contains($0) }
        return marks || hasCapitalInside(core)
    }

    private static func hasCapitalInside(_ word: ArraySlice<UInt8>) -> Bool {
        let flips = zip(word, word.dropFirst()).count { PlainByte.isLower($0) && PlainByte.isUpper($1) }
        return flips >= 2 || flips == 1 && word.count <= 10
    }
}
