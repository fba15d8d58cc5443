// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import Oversight

@Suite("Who may give input to a tab")
struct InputRightsTests {
    private let tab = TabID(rawValue: "tab_1")

    @Test("a person may where no run drives")
    func idle() throws {
        let decision = IdleOrTaughtTabs().mayDrive(tab, of: nil, as: "operator")
        #expect(decision == .allow)
        try decision.require()
    }

    @Test("nobody may where a run does, and is told what to do")
    func driven() {
        let decision = IdleOrTaughtTabs().mayDrive(tab, of: RunID(rawValue: "run_1"), as: "operator")
        #expect { try decision.require() } throws: { error in
            let error = error as? OversightError
            return error?.code == "tab_driven" && error?.kind == .conflict
                && error?.message.contains("run_1") == true
        }
    }
}
