// SPDX-License-Identifier: Apache-2.0

/// Puts an answer's head together from its lines, bounded; pure.
struct HeadReader: Sendable {
    private var size = 0
    private var status: Int?
    private var headers: [String: String] = [:]

    /// The most bytes of a head.
    static let limit = 65_536

    /// What a line did.
    enum Step: Sendable, Hashable {
        /// More is to come.
        case more
        /// It was the last one.
        case complete(OutboundHead)
        /// It is no head of HTTP/1, or too long.
        case invalid
    }

    /// Takes a line with its end.
    mutating func take(_ line: String) -> Step {
        size += line.utf8.count
        guard size <= HeadReader.limit else { return .invalid }
        let text = line.trimmingSuffix { $0.isNewline }
        if text.isEmpty { return finish() }
        if text.hasPrefix("HTTP/") { return begin(text) }
        guard let colon = text.firstIndex(of: ":") else { return .invalid }
        let value = text[text.index(after: colon)...].trimmingPrefix { $0 == " " || $0 == "\t" }
        headers[text[..<colon].lowercased()] = String(value.trimmingSuffix { $0 == " " || $0 == "\t" })
        return .more
    }

    private mutating func begin(_ line: Substring) -> Step {
        let words = line.split(separator: " ")
        guard words.count >= 2, let number = Int(words[1]), (100...599).contains(number) else { return .invalid }
        status = number
        headers = [:]
        return .more
    }

    /// An interim head (1xx) is not the answer's.
    private mutating func finish() -> Step {
        guard let status else { return .invalid }
        guard status >= 200 else {
            self.status = nil
            return .more
        }
        return .complete(OutboundHead(status: status, headers: headers))
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> SubSequence {
        var end = endIndex
        while end > startIndex, predicate(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }

    fileprivate func trimmingPrefix(while predicate: (Character) -> Bool) -> SubSequence { drop(while: predicate) }
}
