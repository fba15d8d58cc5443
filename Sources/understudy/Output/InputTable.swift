// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import SkillKit
internal import SwiftCSV
internal import Vocabulary

/// Rows of inputs from a CSV file, one run each.
struct InputTable: Sendable {
    let rows: [[String: String]]

    /// - Throws: ``CommandError`` with `cannot_read` when it is no CSV file with a header.
    init(file: String) throws {
        guard let bytes = try PrivateFile.read(file, limit: 64 << 20) else {
            throw CommandError.cannotRead(file, why: "it is not there")
        }
        do {
            rows = try CSV<Named>(string: String(decoding: bytes, as: UTF8.self)).rows
        } catch {
            throw CommandError.cannotRead(file, why: "it is no CSV file with a header line")
        }
    }
}

/// What runs came to, one row each.
struct OutputTable {
    let results: [RunDetail]

    /// The rows as RFC 4180.
    var csv: String {
        let outputs = Set(results.flatMap { $0.outputs.keys }).sorted()
        var lines = [["run", "state", "reason"] + outputs]
        for result in results {
            lines.append(
                [result.summary.id.rawValue, result.summary.state.rawValue, result.summary.reason ?? ""]
                    + outputs.map { result.outputs[$0] ?? "" }
            )
        }
        return lines.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    /// Quoted where it must be; a text that a spreadsheet would take for a formula is made a plain text.
    private func quoted(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false && Double(text) == nil
        let safe = isFormula ? "'" + text : text
        guard safe.contains(where: { ",\"\r\n".contains($0) }) || safe.contains("\r\n") else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
