// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Vocabulary

/// One run for each row of a table; what a row comes to is written down before the next one begins.
struct TableRun: Sendable {
    let slug: Slug
    /// Values for every row; a row's own come first.
    let given: [String: String]
    let rows: [[String: String]]
    let out: String?
    let isPrinted: Bool
    let stopsOnFailure: Bool

    /// Runs row after row; one that fails keeps the others from nothing, unless that was asked for.
    ///
    /// - Throws: when there is no such skill, or the results cannot be written; what was written stays.
    func perform(with control: any ApplianceControl) async throws -> [RowResult] {
        let table = ResultTable(outputs: try await control.skill(slug).outputs)
        let file = try out.map { try OutputFile(path: $0) }
        do {
            let results = try await runRows(control, table, file)
            try file?.finish()
            return results
        } catch {
            try file?.finish()
            throw error
        }
    }

    private func runRows(
        _ control: any ApplianceControl,
        _ table: ResultTable,
        _ file: OutputFile?
    ) async throws -> [RowResult] {
        try write(table.header, to: file)
        var results: [RowResult] = []
        for (index, row) in rows.enumerated() {
            Terminal.progress("run \(index + 1) of \(rows.count)")
            let result = try await run(row, number: index + 1, control)
            Terminal.endProgress()
            try write(table.line(of: result), to: file)
            results.append(result)
            if stopsOnFailure, result.status != .succeeded { break }
        }
        return results
    }

    private func run(_ row: [String: String], number: Int, _ control: any ApplianceControl) async throws -> RowResult {
        do {
            let inputs = given.merging(row) { _, own in own }
            return RowResult(row: number, try await RunFollower(control: control).run(slug, inputs: inputs))
        } catch let error as any ExplainedError {
            try Task.checkCancellation()
            return RowResult(row: number, error)
        }
    }

    private func write(_ line: String, to file: OutputFile?) throws {
        if let file { try file.write(line) } else if isPrinted { Terminal.print(String(line.dropLast())) }
    }
}
