// SPDX-License-Identifier: Apache-2.0
import SkillKit
import Testing
import Vocabulary

@testable import Teaching

@Suite("The order of what was done in several documents")
struct PersonalOrderTests {
    private func event(_ number: Int, at: Double, in document: String, _ body: RecordedEvent.Body) -> RecordedEvent {
        RecordedEvent(
            number: number,
            at: at,
            tab: TabID(rawValue: "t"),
            document: DocumentID(rawValue: document),
            body: body
        )
    }

    private func click(_ number: Int, at: Double, in document: String) -> RecordedEvent {
        let target = RecordedTarget(looks: "a button", locators: [], fingerprint: Fingerprint(tag: "button"))
        return event(number, at: at, in: document, .click(target, role: "button", detail: 1, isMade: false))
    }

    private func numbers(_ events: [RecordedEvent]) -> [Int] { PersonalOrder.sorted(events).map(\.number) }

    @Test("what a busy page tells late comes where it was done")
    func late() {
        #expect(
            numbers([click(1, at: 10, in: "a"), click(2, at: 30, in: "b"), click(3, at: 20, in: "c")]) == [1, 3, 2]
        )
    }

    @Test("what one document tells stays as it came, whatever its clock says")
    func same() {
        #expect(numbers([click(1, at: 30, in: "a"), click(2, at: 20, in: "a")]) == [1, 2])
        #expect(
            numbers([click(1, at: 30, in: "a"), click(2, at: 40, in: "b"), click(3, at: 35, in: "a")]) == [1, 3, 2]
        )
    }

    @Test("nothing is moved across what the browser told")
    func barrier() {
        let went = event(2, at: 15, in: "b", .navigated(address: "http://a.example/", isNewDocument: true, cause: nil))
        #expect(numbers([click(1, at: 30, in: "a"), went, click(3, at: 20, in: "b")]) == [1, 2, 3])
    }

    @Test("calls and what went away elsewhere keep nothing from its place")
    func aside() {
        let target = RecordedTarget(looks: "a row", locators: [], fingerprint: Fingerprint(tag: "li"))
        let call = event(2, at: 31, in: "a", .request(method: "POST", address: "http://a.example/", status: 200))
        #expect(numbers([click(1, at: 30, in: "a"), call, click(3, at: 20, in: "b")]) == [3, 1, 2])
        #expect(numbers([click(1, at: 10, in: "a"), call, click(3, at: 20, in: "b")]) == [1, 2, 3])
        let gone = event(2, at: 31, in: "a", .gone(target))
        #expect(numbers([click(1, at: 30, in: "a"), gone, click(3, at: 20, in: "b")]) == [3, 1, 2])
        #expect(numbers([click(1, at: 10, in: "a"), gone, click(3, at: 20, in: "b")]) == [1, 2, 3])
    }

    @Test("a frame's description goes with what was done in it")
    func frame() {
        let target = RecordedTarget(looks: "a frame", locators: [], fingerprint: Fingerprint(tag: "iframe"))
        let shown = event(2, at: 50, in: "f", .frameShown(target, address: nil))
        #expect(numbers([click(1, at: 30, in: "a"), shown, click(3, at: 20, in: "f")]) == [2, 3, 1])
    }
}
