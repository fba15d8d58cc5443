// SPDX-License-Identifier: Apache-2.0
import ScreenText
import Testing
import Vocabulary
import WebAddresses

@testable import Observing

@Suite("What the observer may look at")
struct ObservationGateTests {
    private func tab(
        _ origin: String? = "https://shop.example",
        isPrivate: Bool = false,
        isTakenOver: Bool = false,
        asksPerson: Bool = false
    ) throws -> ObservedTab {
        ObservedTab(
            id: TabID(rawValue: "tab_1"),
            owner: .person,
            origin: try origin.map { try WebOrigin($0) },
            isPrivate: isPrivate,
            isTakenOver: isTakenOver,
            asksPerson: asksPerson
        )
    }

    private func gate(all: Bool, excluded: [String] = [], granted: String? = nil) throws -> ObservationGate {
        let origin = try granted.map { try WebOrigin($0) }
        let policy = ObservationPolicy(looksAtAll: all, excluded: try excluded.map { try HostPattern($0) })
        return ObservationGate(policy: policy) { $0 == origin }
    }

    @Test("nothing without the operator's word")
    func nothing() throws {
        #expect(try gate(all: false).verdict(on: tab()) == .no(.excluded))
    }

    @Test("everything but what is excluded, and what shows no site is not spoken of")
    func everything() throws {
        let gate = try gate(all: true, excluded: ["bank.example", "*.clinic.example"])
        #expect(try gate.verdict(on: tab()) == .yes)
        #expect(try gate.verdict(on: tab("https://bank.example:8443")) == .no(.excluded))
        #expect(try gate.verdict(on: tab("https://www.clinic.example")) == .no(.excluded))
        #expect(try gate.verdict(on: tab("https://clinic.example.evil.example")) == .yes)
        #expect(try gate.verdict(on: tab(nil)) == nil)
    }

    @Test("a grant of one origin is of that origin, and an exclusion counts more")
    func granted() throws {
        let own = try gate(all: false, granted: "https://shop.example")
        #expect(try own.verdict(on: tab()) == .yes)
        #expect(try own.verdict(on: tab("https://shop.example:444")) == .no(.excluded))
        #expect(try own.verdict(on: tab("http://shop.example")) == .no(.excluded))
        let both = try gate(all: true, excluded: ["shop.example"], granted: "https://shop.example")
        #expect(try both.verdict(on: tab()) == .no(.excluded))
    }

    @Test("the browser of a named login is private: everything does not mean it, a grant does")
    func privateContext() throws {
        #expect(try gate(all: true).verdict(on: tab(isPrivate: true)) == .no(.privateContext))
        #expect(try gate(all: true, granted: "https://shop.example").verdict(on: tab(isPrivate: true)) == .yes)
    }

    @Test("nothing while a person drives, or is asked")
    func people() throws {
        let gate = try gate(all: true)
        #expect(try gate.verdict(on: tab(isTakenOver: true)) == .no(.takenOver))
        #expect(try gate.verdict(on: tab(asksPerson: true)) == .no(.secretTyping))
    }
}
