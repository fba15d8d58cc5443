// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
public import Vocabulary

/// A dialog that a page opened, and how it was answered.
public struct RecordedDialog: Sendable, Hashable {
    /// So many characters of what it says are kept.
    static let limit = 300

    /// Which.
    public var kind: DialogKind
    /// Whether it was accepted.
    public var isAccepted: Bool
    /// What a prompt was given.
    public var text: String?
    /// Whether its question sounded as if it asked for a secret; then there is no text.
    public var isSecret: Bool
    /// What it said; nil when it said nothing, or nothing that may be written down.
    ///
    /// What was cut off ends with `…`.
    public var message: String?
    /// Of a question before a page is left, why it was left, in the browser's words.
    public var cause: String?

    /// Describes one.
    public init(
        kind: DialogKind,
        isAccepted: Bool,
        text: String? = nil,
        isSecret: Bool = false,
        message: String? = nil,
        cause: String? = nil
    ) {
        self.kind = kind
        self.isAccepted = isAccepted
        self.text = text
        self.isSecret = isSecret
        self.message = message
        self.cause = cause
    }

    /// Words of a page as one line that is short enough to be kept.
    static func line(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > limit ? line.prefix(limit) + "…" : line
    }
}

extension RecordedDialog {
    var members: [String: JSONValue] {
        var members: [String: JSONValue] = ["dialog": .string(kind.rawValue), "accepted": .bool(isAccepted)]
        if let text { members["text"] = .string(text) }
        if isSecret { members["secret"] = true }
        if let message { members["message"] = .string(message) }
        if let cause { members["cause"] = .string(cause) }
        return members
    }

    init?(_ value: JSONValue) {
        guard let kind = value["dialog"]?.string.flatMap(DialogKind.init) else { return nil }
        self.init(
            kind: kind,
            isAccepted: value["accepted"]?.bool ?? false,
            text: value["text"]?.string,
            isSecret: value["secret"]?.bool ?? false,
            message: value["message"]?.string,
            cause: value["cause"]?.string
        )
    }
}
