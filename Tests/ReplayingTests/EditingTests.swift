// SPDX-License-Identifier: Apache-2.0
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("The steps of a recording can be changed while it goes on", .serialized)
struct EditingTests {
    private static let page = """
        <h1>Parcels</h1><label>Name <input name=name></label><label>Town <input name=town></label>
        <button id=look>Look</button> <button id=again>Look again</button>
        """

    @Test("what was done until now is listed in the words of the skill, also before the task is done")
    func steps() async throws {
        try await teach(Self.page) { hand, controls in
            #expect(try await controls.preview().words == ["open 127"])
            try await hand.click("[name=name]")
            try await hand.type("Ada")
            #expect(try await controls.preview().words == ["open 127", "fill name"])
            try await hand.click("#look")
            let preview = try await controls.preview()
            #expect(preview.words == ["open 127", "fill name", "click look"])
            #expect(
                SkillWriter.line(of: preview.lines[1].step) == "{ id: a2, fill: name, with: \"{{ inputs.name }}\" }"
            )
            #expect(preview.notes.isEmpty && !preview.isPaused)
        } then: { taught in
            #expect(taught.steps == ["open 127", "fill name", "click look"])
            #expect(!taught.written.contains("\"mark\""), "asking leaves no trace")
        }
    }

    @Test("the last step is taken back, and what is done after it is a step of its own")
    func undo() async throws {
        try await teach(Self.page) { hand, controls in
            try await hand.click("#look")
            try await hand.click("#again")
            let last = try await controls.preview().lines.last?.event
            #expect(try await controls.apply(.undo(event: last)).words == ["open 127", "click look"])
            try await expectRefusal(.stepMoved, of: .undo(event: last), controls)
            try await hand.click("[name=name]")
            try await hand.type("Ad")
            #expect(try await controls.apply(.undo(event: nil)).words == ["open 127", "click look"])
            // The field goes on from what it holds: the step says all of it.
            try await hand.type("a")
            #expect(try await controls.preview().words == ["open 127", "click look", "fill name"])
        } then: { taught in
            #expect(taught.steps == ["open 127", "click look", "fill name"])
            #expect(taught.skill.inputs.map(\.defaultValue) == ["Ada"])
            #expect(taught.skill.steps.map(\.id.rawValue) == ["a1", "a2", "a3"])
        }
    }

    @Test("whoever takes a wrong turn back and goes back in the browser has no step of either")
    func undoneTurn() async throws {
        let links = "<a href=/wrong>Wrong</a> <a href=/right>Right</a>"
        try await teach(
            links,
            pages: ["/wrong": "<a href=/worse>Worse</a>", "/worse": "<p>no</p>", "/right": "<button>Here</button>"]
        ) {
            hand,
            controls in
            try await hand.click("a")
            try await hand.wait("location.pathname === '/wrong'")
            try await hand.click("a")
            try await hand.wait("location.pathname === '/worse'")
            _ = try await controls.apply(.undo(event: nil))
            _ = try await controls.apply(.undo(event: nil))
            try await hand.back()
            try await hand.wait("location.pathname === '/wrong'")
            try await hand.back()
            try await hand.wait("location.pathname === '/'")
            try await hand.click("a[href='/right']")
            try await hand.wait("location.pathname === '/right'")
            try await hand.click("button")
        } then: { taught in
            #expect(taught.steps == ["open 127", "click right", "click here"], "\(taught.text)")
            #expect(taught.compilation.notes.isEmpty, "\(taught.compilation.notes)")
            let report = try await taught.replay()
            #expect(report.state == .succeeded, "\(report.message ?? "")")
        }
    }

    @Test("a step that led to another page and was taken back is told to the reviewer when the task went on there")
    func undoneAndStayed() async throws {
        try await teach("<a href=/on>On</a>", pages: ["/on": "<button>Here</button>"]) { hand, controls in
            try await hand.click("a")
            try await hand.wait("location.pathname === '/on'")
            _ = try await controls.apply(.undo(event: nil))
            try await hand.click("button")
        } then: { taught in
            #expect(taught.steps == ["open 127", "click here"])
            #expect(taught.compilation.notes.contains { $0.contains("taken back") }, "\(taught.compilation.notes)")
        }
    }

    @Test("any step is left out, named, or its value called an input; the numbers are those of the list")
    func changes() async throws {
        try await teach(Self.page) { hand, controls in
            try await hand.click("#look")
            try await hand.click("[name=name]")
            try await hand.type("Ada")
            try await hand.click("[name=town]")
            try await hand.type("Turin")
            try await hand.click("#again")
            let seen = try await controls.preview().lines[2].event
            #expect(
                try await controls.apply(.remove(step: 2)).words == [
                    "open 127", "fill name", "fill town", "click look-again",
                ]
            )
            _ = try await controls.apply(.rename(step: 4, to: "confirm"))
            _ = try await controls.apply(.input(step: 3, name: "place"))
            // Another name for the same value takes the place of the one before.
            let preview = try await controls.apply(.input(step: 3, name: "city"))
            #expect(preview.lines.map(\.step.id.rawValue) == ["a1", "a2", "a3", "confirm"])
            // The third step of the list before is the second now: it is changed there, or nothing is.
            try await expectRefusal(.stepMoved, of: .remove(step: StepPlace(3, event: seen)), controls)
            _ = try await controls.apply(.rename(step: StepPlace(2, event: seen), to: "who"))
            _ = try await controls.apply(.rename(step: 2, to: "a-name"))
            try await expectRefusal(.stepUnknown, of: .remove(step: 5), controls)
            try await expectRefusal(.stepUnknown, of: .remove(step: 0), controls)
            try await expectRefusal(.stepFixed, of: .remove(step: 1), controls)
            try await expectRefusal(.nameInvalid, of: .rename(step: 2, to: "confirm"), controls)
            try await expectRefusal(.nameInvalid, of: .rename(step: 2, to: "a9"), controls)
            try await expectRefusal(.nameInvalid, of: .rename(step: 2, to: "No good"), controls)
            try await expectRefusal(.nameInvalid, of: .input(step: 2, name: "city"), controls)
            try await expectRefusal(.valueMissing, of: .input(step: 4, name: "word"), controls)
            try await expectRefusal(.valueMissing, of: .secret(step: 4, name: "word"), controls)
        } then: { taught in
            #expect(taught.steps == ["open 127", "fill name", "fill town", "click look-again"])
            #expect(taught.skill.steps.last?.id.rawValue == "confirm")
            #expect(taught.skill.inputs.map(\.name) == ["name", "city"])
            let report = try await taught.replay(["city": "Pisa"])
            #expect(report.state == .succeeded, "\(report.message ?? "")")
            // The edits are lines of the recording: whoever compiles it again gets the same.
            let again = try Compiler.compile(try RecordingFile.parse(Array(taught.written.utf8), name: "task"))
            #expect(again == taught.compilation)
        }
    }

    @Test("a step that opened a tab and was left out makes what was done there unapprovable, not another tab's doing")
    func removedTab() async throws {
        try await teach(
            "<a href=/other target=_blank>Open</a><button>Go</button>",
            pages: ["/other": "<button>Go</button>"]
        ) { hand, controls in
            try await hand.click("a")
            let other = try await hand.other("/other")
            try await other.click("button")
            _ = try await controls.preview()
            #expect(try await controls.apply(.remove(step: 2)).words == ["open 127", "click go"])
        } then: { taught in
            #expect(taught.skill.steps.last?.tab?.text == "other")
            let pending = try await taught.stage.registry.propose(taught.text, by: "compiler")
            #expect(!pending.isApprovable && pending.diagnostics.contains { $0.code == "G002" })
        }
    }

    @Test("an edit of a step that is not there, as in a file that somebody changed, is told and changes nothing")
    func unknownEdit() throws {
        let lines = try String(contentsOf: Self.example, encoding: .utf8).split(separator: "\n").map(String.init)
        let edit =
            #"{"at":0,"document":"d","edit":"remove","frame":[],"kind":"edited","n":9999,"name":null,"step":4711,"tab":"t"}"#
        let bytes = Array((lines + [edit, ""]).joined(separator: "\n").utf8)
        let plain = try Compiler.compile(
            try RecordingFile.parse(Array((lines + [""]).joined(separator: "\n").utf8), name: "x")
        )
        let edited = try Compiler.compile(try RecordingFile.parse(bytes, name: "x"))
        #expect(edited.skill.steps == plain.skill.steps)
        #expect(edited.notes.count == plain.notes.count + 1)
    }

    private static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Recordings/order-coffee.jsonl")
}

@Suite("While a recording is paused nothing is written", .serialized)
struct PausingTests {
    private static let page = "<button id=a>First</button> <button id=b>Second</button> <button id=c>Third</button>"

    @Test("what is done meanwhile is no step, and the reviewer is told")
    func pause() async throws {
        try await teach(Self.page) { hand, controls in
            try await hand.click("#a")
            #expect(try await controls.apply(.pause).isPaused)
            try await hand.click("#b")
            #expect(try await controls.preview().words == ["open 127", "click first"])
            try await expectRefusal(.alreadySo, of: .pause, controls)
            #expect(try await controls.apply(.resume).isPaused == false)
            try await hand.click("#c")
            try await expectRefusal(.alreadySo, of: .resume, controls)
        } then: { taught in
            #expect(taught.steps == ["open 127", "click first", "click third"])
            #expect(!taught.written.contains("Second"))
            #expect(taught.compilation.notes.contains { $0.contains("paused") })
            let report = try await taught.replay()
            #expect(report.state == .succeeded, "\(report.message ?? "")")
        }
    }

    @Test("a page that went elsewhere meanwhile is opened by a step, and the reviewer is told")
    func elsewhere() async throws {
        try await teach("<a href=/on>On</a>", pages: ["/on": "<button>Here</button>"]) { hand, controls in
            _ = try await controls.apply(.pause)
            try await hand.click("a")
            try await hand.wait("location.pathname === '/on'")
            _ = try await controls.apply(.resume)
            try await hand.click("button")
        } then: { taught in
            #expect(taught.steps == ["open 127", "open 127", "click here"], "\(taught.text)")
            #expect(taught.compilation.notes.contains { $0.contains("went elsewhere") })
            let report = try await taught.replay()
            #expect(report.state == .succeeded, "\(report.message ?? "")")
        }
    }

    @Test("what is done in a tab that was opened meanwhile is no step, in whatever tab")
    func stranger() async throws {
        try await teach(
            "<a href=/other target=_blank>Open</a><button>Go</button>",
            pages: ["/other": "<button>Elsewhere</button>"]
        ) { hand, controls in
            _ = try await controls.apply(.pause)
            try await hand.click("a")
            let other = try await hand.other("/other")
            _ = try await controls.apply(.resume)
            try await other.click("button")
            try await hand.click("button")
        } then: { taught in
            #expect(taught.steps == ["open 127", "click go"], "\(taught.text)")
            #expect(taught.compilation.notes.contains { $0.contains("A tab was opened while") })
        }
    }

    @Test("a secret that is typed meanwhile is known to what comes after")
    func secret() async throws {
        let page = "<input type=password aria-label=Password><input aria-label=Note><button>Go</button>"
        try await teach(page) { hand, controls in
            _ = try await controls.apply(.pause)
            try await hand.click("[type=password]")
            try await hand.type("hunter2x")
            _ = try await controls.apply(.resume)
            try await hand.click("[aria-label=Note]")
            try await hand.insert("it is hunter2x")
            try await hand.click("button")
        } then: { taught in
            #expect(!taught.written.contains("hunter2x"), "\(taught.written)")
        }
    }
}
