// SPDX-License-Identifier: Apache-2.0

/// Codes that open one login: `Your verification code is 123 456`.
///
/// What announces one is looked for in the letters of the whole line, because readers put blanks into words and lose
/// those between them; `e` and `c` are one letter here.
enum OneTimeCodeRule {
    private static let code = words(["code", "codes", "pin", "passcode", "otp", "totp", "2fa", "tan", "codigo"])
    /// What says together with `code` what it is for.
    private static let purposes = words([
        "login", "logon", "signin", "verification", "verify", "security", "onetime", "2fa", "authenti", "confirmation",
        "access", "passcode", "einmal", "sicherheit", "bestatigung", "anmelde", "otp",
    ])
    /// What makes a code one that anybody may know.
    private static let others = Set(
        words([
            "error", "status", "zip", "postal", "post", "exit", "country", "area", "source", "discount", "promo",
            "product", "http", "colour", "color", "bar", "qr", "sort", "return", "response", "reason", "key", "lines",
            "line",
        ])
    )
    private static let least = words(["code"])[0]

    static func hits(_ line: PlainLine, _ words: [SkeletonWord]) -> Bool {
        announces(words) && DigitGroup.chains(of: line).contains(where: isCode)
    }

    /// Whether a line announces a code, says what for, and holds none itself.
    static func isLabel(_ line: PlainLine, _ words: [SkeletonWord]) -> Bool {
        announces(words) && names(purposes, in: words) && !DigitGroup.chains(of: line).contains(where: isCode)
    }

    /// Whether a line is a code and nothing else.
    static func isValue(_ line: PlainLine) -> Bool {
        let chains = DigitGroup.chains(of: line)
        guard chains.count == 1, isCode(chains[0]) else { return false }
        let digits = chains[0].reduce(0) { $0 + $1.digits.count }
        return line.bytes.count { $0 != UInt8(ascii: " ") } - digits <= 2
    }

    /// Whether a line says that a code stands in it or near it.
    private static func announces(_ words: [SkeletonWord]) -> Bool {
        let letters = words.map { alike($0.letters) }
        guard !letters.contains(where: others.contains) else { return false }
        return letters.contains(where: code.contains) || names([least], in: words) && names(purposes, in: words)
            || names(self.words(["onetime"]), in: words)
    }

    private static func names(_ parts: [[UInt32]], in words: [SkeletonWord]) -> Bool {
        let line = alike(words.flatMap(\.letters))
        return parts.contains { line.firstRange(of: $0) != nil }
    }

    private static func words(_ texts: [String]) -> [[UInt32]] { texts.map { alike(Skeleton.of($0)) } }

    /// `e` and `c` differ by one short stroke.
    private static func alike(_ letters: [UInt32]) -> [UInt32] { letters.map { $0 == 0x65 ? 0x63 : $0 } }

    private static func isCode(_ chain: [DigitGroup]) -> Bool {
        let digits = chain.reduce(0) { $0 + $1.digits.count }
        return (4...8).contains(digits)
    }
}
