// SPDX-License-Identifier: Apache-2.0
import Foundation
import Oversight
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("A recording goes on from a step of an approved skill", .serialized)
struct GoingOnTests {
    private static let page = """
        <h1>Parcels</h1><label>Number <input name=number></label><button id=show onclick="state.textContent = 'Parcel ' +
        document.querySelector('[name=number]').value">Show</button> <button id=wrong>Wrong</button> <button id=right>Right</button>
        <p id=state>none</p>
        """

    /// Shows the task with its wrong end.
    private func withSkill(_ look: @escaping @Sendable (Taught) async throws -> Void) async throws {
        try await teach(Self.page) { hand, controls in
            try await hand.click("[name=number]")
            try await hand.type("12")
            try await hand.click("#show")
            try await hand.click("#wrong")
            _ = try await controls.apply(.rename(step: 3, to: "look-up"))
        } then: { taught in
            try await look(taught)
        }
    }

    @Test("the steps before are replayed and kept as they are; what is shown takes the place of the others")
    func goesOn() async throws {
        try await withSkill { taught in
            let after = try await taught.goOn(from: 4) { hand, controls in
                #expect(try await hand.evaluate("state.textContent") == .string("Parcel 12"))
                #expect(try await controls.preview().words == ["open 127", "fill number", "click show"])
                try await hand.click("#right")
                try await expectRefusal(.stepFixed, of: .remove(step: 3), controls)
                #expect(try await controls.apply(.undo(event: nil)).words == ["open 127", "fill number", "click show"])
                try await expectRefusal(.stepFixed, of: .undo(event: nil), controls)
                try await hand.click("#right")
            }
            #expect(after.steps == ["open 127", "fill number", "click show", "click right"])
            #expect(after.skill.steps.prefix(3) == taught.skill.steps.prefix(3))
            #expect(after.skill.name == taught.skill.name && after.skill.inputs == taught.skill.inputs)
            #expect(after.skill.targets.prefix(2) == taught.skill.targets.prefix(2))
            #expect(!after.skill.targets.contains { $0.name.text == "wrong" }, "what no step names any more is gone")
            #expect(after.skill.steps.map(\.id.rawValue) == ["a1", "a2", "look-up", "a5"], "no id is used again")
            #expect(after.recording.events.first?.number == 1)
            let report = try await after.replay(["number": "77"])
            #expect(report.state == .succeeded, "\(report.message ?? "") \(after.text)")
            let again = try Compiler.compile(try RecordingFile.parse(Array(after.written.utf8), name: "on"))
            #expect(again == after.compilation, "the recording holds all that it takes")
        }
    }

    @Test("nothing of the replay is written, and the gate decided each of its actions in a run of its own")
    func lead() async throws {
        try await withSkill { taught in
            let after = try await taught.goOn(from: 4, inputs: ["number": "zq4711"]) { hand, _ in
                #expect(try await hand.evaluate("state.textContent") == .string("Parcel zq4711"))
                try await hand.click("#right")
            }
            #expect(!after.written.contains("zq4711"))
            #expect(after.skill.inputs.map(\.defaultValue) == ["12"])
            let sink = taught.stage.sink
            let run = try #require(sink.events(named: .runStarted).last?.extra["run"])
            #expect(sink.events(named: .runStarted).last?.extra["before"] == "a4")
            let decided = sink.events(named: .actionDecided).filter { $0.extra["run"] == run }
            #expect(decided.count >= 3 && decided.allSatisfy { $0.outcome == .allowed })
            #expect(sink.events(named: .runEnded).last?.outcome == .succeeded)
        }
    }

    @Test(
        "after the last step something is added; before the first, or after more than there are, there is nothing to go on from"
    )
    func ends() async throws {
        try await withSkill { taught in
            let after = try await taught.goOn(from: 5) { hand, _ in try await hand.click("#right") }
            #expect(after.steps == ["open 127", "fill number", "click show", "click wrong", "click right"])
            let admitted = try await taught.stage.admit(taught.text)
            for step in [0, 1, 6] {
                let error = #expect(throws: TeachingError.self) { try ContinuedSkill(admitted, goingOnFrom: step) }
                #expect(error?.reason == .stepUnknown)
            }
        }
    }

    @Test("steps that cannot be replayed end it with their own reason, and nothing is recorded")
    func failing() async throws {
        try await withSkill { taught in
            taught.server.answer("/", with: .page("<h1>Closed</h1>"))
            let error = await #expect(throws: ReplayError.self) {
                _ = try await taught.goOn(from: 4) { _, _ in Issue.record("there was nothing to go on from") }
            }
            #expect(error?.code == "target_not_found", "\(error?.message ?? "")")
            let left = try RecordingFile.read("\(taught.stage.home)/task-on.jsonl")
            #expect(left.events.isEmpty)
        }
    }

    @Test("a person who shows nothing more has shown nothing")
    func nothingMore() async throws {
        try await withSkill { taught in
            let error = await #expect(throws: TeachingError.self) {
                _ = try await taught.goOn(from: 4) { _, controls in _ = try await controls.preview() }
            }
            #expect(error?.reason == .nothingShown)
        }
    }

    @Test("a tab and a dialog of the steps before are as they were; the tab keeps its name for what is shown in it")
    func tabsAndDialogs() async throws {
        let page =
            "<button id=ask onclick=\"if (confirm('Sure?')) document.title = 'sure'\">Ask</button> <a href=/other target=_blank>Open</a>"
        try await teach(page, pages: ["/other": "<button id=a>First</button><button id=b>Second</button>"]) {
            hand,
            controls in
            try await hand.answering([(accept: true, text: nil)]) { try await hand.click("#ask") }
            try await hand.wait("document.title === 'sure'")
            try await hand.click("a")
            let other = try await hand.other("/other")
            try await other.click("#a")
            _ = try await controls.preview()
        } then: { taught in
            #expect(taught.skill.steps.last?.tab?.text == "other")
            let after = try await taught.goOn(from: 4) { hand, controls in
                #expect(try await hand.evaluate("document.title") == .string("sure"))
                let other = try await hand.other("/other")
                try await other.click("#b")
                _ = try await controls.preview()
            }
            #expect(after.steps == ["open 127", "click ask", "click open", "click second"], "\(after.text)")
            #expect(after.skill.steps.last?.tab?.text == "other")
            let report = try await after.replay()
            #expect(report.state == .succeeded, "\(report.message ?? "") \(after.text)")
        }
    }

    @Test("what the steps before type as a secret is known, and is in nothing that is written after")
    func secrets() async throws {
        let page =
            "<label>Member <input name=member></label><label>Note <input name=note></label><button>Go</button><button id=b>More</button>"
        try await teach(page) { hand, controls in
            _ = try await controls.apply(.hide(name: "member"))
            try await hand.click("[name=member]")
            try await hand.type("mellon-4711-x")
            try await hand.click("button")
        } then: { taught in
            let origin = try #require(taught.skill.sites.first?.origin)
            let (store, sink) = (taught.stage.secrets, taught.stage.sink)
            try await store.set("127-member", origin: origin, value: Secret("mellon-4711-x"), events: sink)
            let after = try await taught.goOn(from: 3) { hand, _ in
                try await hand.click("[name=note]")
                try await hand.insert("it is mellon-4711-x")
                try await hand.click("#b")
            }
            #expect(!after.written.contains("mellon"), "\(after.written)")
            #expect(after.skill.secrets.map(\.name) == ["127-member"])
            #expect(after.steps == ["open 127", "fill member", "fill note", "click more"], "\(after.text)")
        }
    }

    @Test("a line of the recording that holds another text than its digest says is none")
    func forged() async throws {
        try await withSkill { taught in
            let after = try await taught.goOn(from: 4) { hand, _ in try await hand.click("#right") }
            let forged = after.written.replacing("fill: number", with: "fill: state")
            #expect(forged != after.written)
            #expect(throws: TeachingError.self) { try RecordingFile.parse(Array(forged.utf8), name: "on") }
        }
    }
}
