// SPDX-License-Identifier: Apache-2.0
import Auditing
import Console
import ConsoleTesting
import Testing
import Vocabulary

@testable import understudy

@Suite("The export of the log")
struct AuditExportTests {
    @Test("holds every line as it is stored, and says which are not what was written")
    func tampered() async throws {
        try await withConsole { console in
            for _ in 1...700 { console.appliance.append(.runStarted) }
            console.appliance.append(tampered: "{\"seq\": 701, no JSON")
            console.appliance.append(tampered: "no line")
            console.appliance.append(.runEnded)
            let remote = try RemoteAppliance(
                address: console.address,
                home: String(console.tokenFolder.dropLast("/tokens".count))
            )
            for control in [console.appliance, remote] as [any ApplianceControl] {
                var lines: [String] = []
                let findings = try await AuditExport.write(control) { lines.append($0) }
                #expect(lines.count == 703)
                #expect(lines[700...701] == ["{\"seq\": 701, no JSON", "no line"])
                #expect(findings == ["event 702 is not what was written: its text is not a line of the log"])
            }
        }
    }
}
