// SPDX-License-Identifier: Apache-2.0

/// Columns of text, as wide as their widest cell.
struct TextTable {
    let header: [String]
    var rows: [[String]] = []

    init(_ header: String...) { self.header = header }

    mutating func add(_ cells: String...) { rows.append(cells) }

    /// The lines, without a blank at their ends.
    var text: String {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return
            all.map { row in
                var line = ""
                for (cell, width) in zip(row, widths) {
                    line += cell + String(repeating: " ", count: width - cell.count + 2)
                }
                return String(line.trimmingSuffix(while: { $0 == " " }))
            }
            .joined(separator: "\n")
    }
}

extension StringProtocol {
    /// The text without those of its last characters that fit.
    func trimmingSuffix(while fits: (Character) -> Bool) -> SubSequence {
        var end = endIndex
        while end > startIndex, fits(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
