// SPDX-License-Identifier: Apache-2.0
internal import Console

/// The whole audit log, line by line as it is stored.
enum AuditExport {
    /// Writes all that is there now.
    ///
    /// - Returns: which lines are not what was written, one sentence each; they are written all the same.
    static func write(_ control: any ApplianceControl, to write: (String) throws -> Void) async throws -> [String] {
        var findings: [String] = []
        var after: Int64 = 0
        while true {
            let page = try await control.auditLines(after: after, limit: 500)
            guard let last = page.last else { return findings }
            after = last.seq
            for line in page {
                try write(line.line)
                if let finding = line.finding {
                    findings.append("event \(line.seq) is not what was written: \(finding)")
                }
            }
        }
    }
}
