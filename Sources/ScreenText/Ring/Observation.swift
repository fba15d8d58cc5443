// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// How thoroughly the screen was looked at.
public enum ObservationState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Everything that changed, every five seconds.
    case normal
    /// Smaller letters and longer pauses, because looking costs too much.
    case slow
    /// Title and large letters only.
    case minimal
}

/// A line that was on the screen.
public struct ObservedLine: Sendable, Hashable, Codable {
    /// Under this a line or word is uncertain.
    public static let sure = 70

    /// Its words, with one blank between them.
    public let text: String
    /// Where it stood on the picture.
    public let box: PixelBox
    /// How sure its words are in the mean, 0 to 100.
    public let confidence: Int
    /// How sure each word is, 0 to 100, in the order of the words.
    public let confidences: [UInt8]
    /// Whether ``confidence`` is less than ``sure``.
    public let uncertain: Bool

    /// A line with the confidences of its words.
    public init(text: String, box: PixelBox, confidences: [UInt8]) {
        self.text = text
        self.box = box
        self.confidences = confidences
        let sum = confidences.reduce(0) { $0 + Int($1) }
        confidence = confidences.isEmpty ? 0 : sum / confidences.count
        uncertain = confidence < ObservedLine.sure
    }
}

/// One snapshot: what was on the screen for as long as it did not change.
///
/// Its JSON is schema 1. A later schema adds keys; whoever reads it skips what it does not know.
public struct Observation: Sendable, Hashable {
    /// The schema of its JSON.
    public static let schema = 1

    /// Counts up over all rings of the process, and is never used twice.
    public let number: Int
    /// The tab that was looked at.
    public let tab: TabID
    /// Wall time of the first look.
    public let from: Timestamp
    /// Wall time of the last look that saw the same.
    public let to: Timestamp
    /// The first look on the monotonic clock; not in the JSON.
    public let fromInstant: ContinuousClock.Instant
    /// The last look on the monotonic clock; not in the JSON.
    public let toInstant: ContinuousClock.Instant
    /// From the last look to when it was asked for.
    public let age: Duration
    /// How many looks saw the same.
    public let looks: Int
    /// Scheme, host and port of the page; no path and no query.
    public let origin: String
    /// The page's title; empty when a rule took it out.
    public let title: String
    /// How thoroughly it was looked at.
    public let state: ObservationState
    /// The code of why that was not ``ObservationState/normal``.
    public let degraded: String?
    /// Pixels across and down.
    public let size: PixelBox
    /// What was read, from the top, then from the left.
    public let lines: [ObservedLine]
    /// What holds text and was not read.
    public let pending: [PixelBox]
    /// What looks like letters that the reader's languages do not have: said, and not guessed.
    public let illegible: [PixelBox]
    /// How many lines each class of rules took out.
    public let redacted: [RedactionClass: Int]
    /// Lines that were left out because one look may only keep so many bytes.
    public let omitted: Int
}

extension Observation: Codable {
    private enum CodingKeys: String, CodingKey {
        case schema
        case number
        case tab
        case from
        case to
        case age = "age_ms"
        case looks
        case origin
        case title
        case state
        case degraded
        case size
        case lines
        case pending
        case illegible
        case redacted
        case omitted
    }

    /// Reads the JSON; the instants are counted back from now by the age.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        number = try container.decode(Int.self, forKey: .number)
        tab = try container.decode(TabID.self, forKey: .tab)
        from = try container.decode(Timestamp.self, forKey: .from)
        to = try container.decode(Timestamp.self, forKey: .to)
        age = .milliseconds(try container.decode(Int64.self, forKey: .age))
        toInstant = .now - age
        fromInstant = toInstant - .milliseconds(max(0, to.milliseconds - from.milliseconds))
        looks = try container.decode(Int.self, forKey: .looks)
        origin = try container.decode(String.self, forKey: .origin)
        title = try container.decode(String.self, forKey: .title)
        state = try container.decode(ObservationState.self, forKey: .state)
        degraded = try container.decodeIfPresent(String.self, forKey: .degraded)
        size = try container.decode(PixelBox.self, forKey: .size)
        lines = try container.decode([ObservedLine].self, forKey: .lines)
        pending = try container.decode([PixelBox].self, forKey: .pending)
        illegible = try container.decodeIfPresent([PixelBox].self, forKey: .illegible) ?? []
        redacted = try container.decode([RedactionClass: Int].self, forKey: .redacted)
        omitted = try container.decode(Int.self, forKey: .omitted)
    }

    /// Writes the JSON.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Observation.schema, forKey: .schema)
        try container.encode(number, forKey: .number)
        try container.encode(tab, forKey: .tab)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(age.wholeMilliseconds, forKey: .age)
        try container.encode(looks, forKey: .looks)
        try container.encode(origin, forKey: .origin)
        try container.encode(title, forKey: .title)
        try container.encode(state, forKey: .state)
        try container.encodeIfPresent(degraded, forKey: .degraded)
        try container.encode(size, forKey: .size)
        try container.encode(lines, forKey: .lines)
        try container.encode(pending, forKey: .pending)
        try container.encode(illegible, forKey: .illegible)
        try container.encode(redacted, forKey: .redacted)
        try container.encode(omitted, forKey: .omitted)
    }
}

extension Duration {
    /// Rounded down.
    var wholeMilliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
