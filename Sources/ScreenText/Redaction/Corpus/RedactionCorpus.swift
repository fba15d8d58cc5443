// SPDX-License-Identifier: Apache-2.0

/// Made-up secrets of the kinds that must be taken out, to measure how many are.
///
/// The same seed gives the same items on every machine. No item is or ever was valid: all are drawn by chance.
public struct RedactionCorpus: Sendable {
    /// What an item is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case card
        case iban
        case gitHub = "github"
        case slack
        case awsKey = "aws_key"
        case awsSecret = "aws_secret"
        case stripe
        case google
        case openAI = "openai"
        case jwt
        case privateKey = "private_key"
        case databaseAddress = "database_address"
        case password
        case oneTimeCode = "one_time_code"
        /// Only taken out when the operator says so.
        case email
        /// Only taken out when the operator says so.
        case phone

        /// Whether it is taken out by the rules that always count.
        public var isAlways: Bool { self != .email && self != .phone }
    }

    /// One secret in the line or lines it stands in.
    public struct Item: Sendable, Hashable {
        /// What it is.
        public let kind: Kind
        /// The lines as they are drawn.
        public let lines: [String]
        /// Which of them hold a part of the secret.
        public let secret: Range<Int>
        /// The secret, or its parts, one for each of those lines.
        public let parts: [String]
    }

    /// All items, the kinds in turn.
    public let items: [Item]

    /// Draws a corpus.
    ///
    /// - Parameters:
    ///   - seed: another one gives other items.
    ///   - count: how many of each kind.
    ///   - kinds: which kinds.
    public init(seed: UInt64 = 20_261_122, count: Int = 32, kinds: [Kind] = Kind.allCases) {
        var draw = SeededDraw(seed: seed)
        var items: [Item] = []
        for _ in 0..<count { items += kinds.map { RedactionCorpus.item($0, &draw) } }
        self.items = items
    }

    private static func item(_ kind: Kind, _ draw: inout SeededDraw) -> Item {
        if kind == .privateKey { return keyBlock(&draw) }
        let (line, secret) = SecretText.line(kind, &draw)
        return Item(kind: kind, lines: [line], secret: 0..<1, parts: [secret])
    }

    private static func keyBlock(_ draw: inout SeededDraw) -> Item {
        let name = draw.pick(["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY"])
        let body = (0..<draw.number(3...6)).map { _ in draw.text(64, of: SeededDraw.base64) }
        let lines = ["-----BEGIN \(name)-----"] + body + ["-----END \(name)-----"]
        return Item(kind: .privateKey, lines: lines, secret: 1..<(lines.count - 1), parts: body)
    }
}

/// Numbers by chance that a seed decides: SplitMix64.
public struct SeededDraw: RandomNumberGenerator, Sendable {
    static let digits = Array("0123456789")
    static let hex = Array("0123456789abcdef")
    static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    static let base62 = digits + letters
    static let base64 = base62 + Array("+/")
    static let base64URL = base62 + Array("-_")
    static let base32 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    private var state: UInt64

    /// Begins with a seed.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number within bounds.
    public mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// One of several.
    public mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0...(values.count - 1))] }

    /// Whether something happens that happens so often in a thousand.
    public mutating func happens(perMille: Int) -> Bool { number(0...999) < perMille }

    /// Characters of a set.
    mutating func text(_ count: Int, of set: [Character]) -> String {
        String((0..<count).map { _ in pick(set) })
    }
}
