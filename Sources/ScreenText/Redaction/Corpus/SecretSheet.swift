// SPDX-License-Identifier: Apache-2.0

/// Items of the corpus as a page that a browser can draw, and what is left of them in what was read from its picture.
public struct SecretSheet: Sendable {
    /// Pixels of one row.
    public static let rowHeight = 30
    /// The rows of one page.
    public static let rows = 60

    private struct Drawn {
        let item: RedactionCorpus.Item
        let row: Int
    }

    private var drawn: [Drawn] = []
    private let number: Int

    /// How many items it has.
    public var count: Int { drawn.count }

    /// The items one below another, as many as find room on each page.
    public static func sheets(of items: [RedactionCorpus.Item]) -> [SecretSheet] {
        var sheets = [SecretSheet(number: 0)]
        var row = 0
        for item in items {
            if row + item.lines.count > rows {
                sheets.append(SecretSheet(number: sheets.count))
                row = 0
            }
            sheets[sheets.count - 1].drawn.append(Drawn(item: item, row: row))
            row += item.lines.count
        }
        return sheets
    }

    private init(number: Int) { self.number = number }

    /// Small and large letters, with and without serifs of one width, on light and dark ground.
    public var html: String {
        let lines = drawn.flatMap { drawn in
            drawn.item.lines.enumerated()
                .map { index, line in
                    let top = (drawn.row + index) * SecretSheet.rowHeight
                    let size = 13 + drawn.row % 4
                    let font = drawn.row % 2 == 0 ? "sans-serif" : "monospace"
                    let text = line.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                    return "<p style='top:\(top)px;font:\(size)px \(font)'>\(text)</p>"
                }
        }
        let ground = number % 2 == 0 ? "#fff;color:#222" : "#1e1e1e;color:#ddd"
        return """
            <!doctype html><meta charset=utf-8><style>body{margin:0;background:\(ground)}
            p{position:absolute;left:20px;margin:0;line-height:\(SecretSheet.rowHeight)px;white-space:pre}</style>
            \(lines.joined(separator: "\n"))
            """
    }

    /// For each item in turn, what of it is still told by lines: kinds and texts, for whoever wants to know why.
    public func leaks(in lines: [ReadLine]) -> [[String]] {
        drawn.map { drawn in
            SecretSheet.leaks(of: drawn, in: lines).map { "\(drawn.item.kind.rawValue): \($0) of \(drawn.item.lines)" }
        }
    }

    /// Lines that still show a fifth of the secret, and at least four letters of it in a row.
    private static func leaks(of drawn: Drawn, in lines: [ReadLine]) -> [String] {
        zip(drawn.item.secret, drawn.item.parts)
            .flatMap { index, part in
                let middle = (drawn.row + index) * rowHeight + rowHeight / 2
                return lines.filter { line in
                    line.box.y <= middle && middle <= line.box.y + line.box.height
                        && common(part, line.text) >= max(4, part.count / 5)
                }
            }
            .map(\.text)
    }

    /// The length of the longest run of letters and digits that two texts share.
    private static func common(_ left: String, _ right: String) -> Int {
        let (first, second) = (letters(left), letters(right))
        var row = [Int](repeating: 0, count: second.count + 1)
        var longest = 0
        for letter in first {
            var diagonal = 0
            for (index, other) in second.enumerated() {
                let above = row[index + 1]
                row[index + 1] = letter == other ? diagonal + 1 : 0
                diagonal = above
                longest = max(longest, row[index + 1])
            }
        }
        return longest
    }

    private static func letters(_ text: String) -> [Character] {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
