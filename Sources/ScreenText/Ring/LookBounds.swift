// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// How much of one reading is kept: a page must not push out with one look what ten minutes have gathered.
enum LookBounds {
    /// Lines of one look.
    static let lines = 2000
    /// Boxes that one look names as unread, and as many as cannot be read.
    static let pending = 500
    /// Bytes of one look's text.
    static let bytes = 256 << 10
    /// Bytes of one line, of a title, and of an origin.
    static let line = 2048

    /// What is kept of lines, and how many are left out.
    static func fitting(_ lines: [ReadLine]) -> (lines: [ReadLine], omitted: Int) {
        var kept: [ReadLine] = []
        var left = bytes
        for line in lines.prefix(LookBounds.lines) {
            let text = shortened(shown(line.text))
            left -= text.utf8.count
            guard left >= 0 else { break }
            let words = line.confidences.prefix(LookBounds.line)
            kept.append(ReadLine(text: text, box: line.box, confidences: Array(words)))
        }
        return (kept, lines.count - kept.count)
    }

    /// A text without what turns, hides or steers, which must not reach a terminal or a model.
    static func shown(_ text: String) -> String {
        guard !text.unicodeScalars.allSatisfy(DisplayName.isShown) else { return text }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.filter(DisplayName.isShown))
        return String(scalars)
    }

    /// A text of at most ``line`` bytes.
    static func shortened(_ text: String) -> String {
        guard text.utf8.count > line else { return text }
        var short = text.prefix(line)
        while short.utf8.count > line { short.removeLast(max(1, (short.utf8.count - line) / 4)) }
        return String(short)
    }
}
