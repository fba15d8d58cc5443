// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Vocabulary

/// What one row of inputs came to.
struct RowResult: Encodable, Sendable {
    /// Its place among the rows, from 1.
    var row: Int
    /// The run; nil when none could be started.
    var run: String?
    var status: RunState
    var reason: String?
    var message: String?
    var outputs: [String: String] = [:]

    /// Takes down how a run ended.
    init(row: Int, _ detail: RunDetail) {
        self.row = row
        run = detail.summary.id.rawValue
        status = detail.summary.state
        reason = detail.summary.reason
        message = detail.message
        outputs = detail.outputs
    }

    /// Takes down why there was no run, or why it could not be followed to its end.
    init(row: Int, _ error: any ExplainedError) {
        self.row = row
        status = .failed
        reason = error.code
        message = error.message
    }
}

/// The results as RFC 4180, a line as soon as its run is over.
struct ResultTable: Sendable {
    /// The skill's outputs, a column each.
    let outputs: [String]

    /// The first line.
    var header: String { line(["row", "run", "status", "reason", "message"] + outputs) }

    /// One row's line.
    func line(of result: RowResult) -> String {
        line(
            ["\(result.row)", result.run ?? "", result.status.rawValue, result.reason ?? "", result.message ?? ""]
                + outputs.map { result.outputs[$0] ?? "" }
        )
    }

    private func line(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\r\n" }

    /// Quoted where it must be; a text that a spreadsheet would take for a formula is made a plain text.
    private func quoted(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false && Double(text) == nil
        let safe = isFormula ? "'" + text : text
        guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
