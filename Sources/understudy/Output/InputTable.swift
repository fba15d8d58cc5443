// SPDX-License-Identifier: Apache-2.0
internal import SwiftCSV
internal import Vocabulary

/// Rows of inputs from a CSV file, one run each.
struct InputTable: Sendable {
    let rows: [[String: String]]

    /// Reads a table whole, before anything is run.
    ///
    /// - Throws: ``CommandError`` with `table_unreadable`, which names the file and the place.
    init(file: String) throws {
        guard let bytes = try PrivateFile.read(file, limit: 64 << 20) else {
            throw CommandError.cannotRead(file, why: "it is not there")
        }
        guard let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains("\0") else {
            throw CommandError.tableUnreadable(file, "it is no text in UTF-8")
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw CommandError.tableUnreadable(file, "it is empty")
        }
        var lines = try InputTable.lines(of: text, file: file)
        let header = lines.removeFirst()
        try InputTable.check(header, of: file)
        lines.removeAll { $0 == [""] }
        guard !lines.isEmpty else { throw CommandError.tableUnreadable(file, "it has a header line, but no row") }
        rows = try lines.enumerated()
            .map { index, cells in
                guard cells.count == header.count else {
                    throw CommandError.tableUnreadable(
                        file,
                        "row \(index + 1) has \(cells.count) fields, but the header has \(header.count)"
                    )
                }
                return Dictionary(uniqueKeysWithValues: zip(header, cells))
            }
    }

    /// The header and the rows below it, as they are: the library's own rows are filled up where a field is missing.
    private static func lines(of text: String, file: String) throws -> [[String]] {
        // The library takes a quote that is never closed, and drops an empty last field without a line break.
        guard text.count(where: { $0 == "\"" }).isMultiple(of: 2) else {
            throw CommandError.tableUnreadable(file, "its quotes do not match")
        }
        var lines: [[String]] = []
        do {
            try CSV<Enumerated>(string: text + "\n", delimiter: .comma, loadColumns: false)
                .enumerateAsArray(startAt: 0, rowLimit: nil) { lines.append($0) }
        } catch {
            throw CommandError.tableUnreadable(file, "its quotes do not match")
        }
        return lines
    }

    private static func check(_ header: [String], of file: String) throws {
        guard header.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isNewline) && $0.count <= 100 }) else {
            throw CommandError.tableUnreadable(file, "its first line does not name every column")
        }
        guard Set(header).count == header.count else {
            throw CommandError.tableUnreadable(file, "its first line names a column twice")
        }
    }
}
