// SPDX-License-Identifier: Apache-2.0
import SkillKit
import Testing
import Vocabulary

@testable import Teaching

@Suite("What the page's script reports of a click with a key held down")
struct HeldClickReportTests {
    private let target = RecordedTarget(looks: "a box", locators: [], fingerprint: Fingerprint(tag: "input"))

    private func body(role: String, detail: Int64) -> RecordedEvent.Body? {
        PageReportReading.body(of: [
            "kind": "click", "target": target.json, "button": 0, "modifiers": 8, "role": .string(role),
            "detail": .int(detail),
        ])
    }

    @Test("a box that its page toggles itself is clicked once")
    func own() {
        guard case .heldClick(_, let held)? = body(role: "checkbox", detail: 1) else {
            Issue.record("no held click")
            return
        }
        #expect(held == .shift)
        #expect(body(role: "own", detail: 1) == nil)
    }

    @Test("the second click of a double one is left out, and noted")
    func double() {
        #expect(body(role: "button", detail: 2) == .unrecorded(type: "a double click with a key held down"))
    }
}
