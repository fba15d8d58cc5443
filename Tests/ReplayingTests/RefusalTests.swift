// SPDX-License-Identifier: Apache-2.0
import Browsing
import Oversight
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("A replay stops rather than do something else", .serialized)
struct RefusalTests {
    /// Teaches a click on the first page and replays it on another version of the page.
    private func replay(
        taught: String,
        clicking selector: String,
        replayedOn changed: String
    ) async throws -> (RunReport, clicks: Int) {
        try await withFixtureServer(["/": .page(taught), "/hit": .text("ok")]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "taught") { hand in
                        try await hand.click(selector)
                    }
                    let admitted = try await stage.admit(
                        SkillWriter.text(of: try Self.hasty(recording))
                    )
                    let before = server.requests(for: "/hit").count
                    server.answer("/", with: .page(changed))
                    let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                    return (report, server.requests(for: "/hit").count - before)
                }
            }
        }
    }

    private static func hasty(_ recording: Recording) throws -> Skill {
        var skill = try Compiler.compile(recording).skill
        for index in skill.steps.indices { skill.steps[index].within = .seconds(2) }
        return skill
    }

    private static let hit = "type=button onclick=\"location.href='/hit'\""

    @Test("the element is gone, and its neighbour is left alone")
    func goneElement() async throws {
        let (report, clicks) = try await replay(
            taught: "<button \(Self.hit)>Save draft</button><button \(Self.hit)>Close</button>",
            clicking: "button",
            replayedOn: "<button \(Self.hit)>Close</button>"
        )
        #expect(report.state == .failed)
        #expect(["target_not_found", "target_not_proved"].contains(report.code ?? ""))
        #expect(clicks == 0)
    }

    @Test("an element in the old place with another name is not the recorded one")
    func renamedElement() async throws {
        let (report, clicks) = try await replay(
            taught: "<form><input name=a><button name=go \(Self.hit)>Next</button></form>",
            clicking: "button",
            replayedOn: "<form><input name=a><button name=go \(Self.hit)>Forget everything</button></form>"
        )
        #expect(report.code == "target_not_proved")
        #expect(clicks == 0)
    }

    @Test("rows that changed places are told apart by what they are about")
    func movedRows() async throws {
        @Sendable func table(_ names: [String]) -> String {
            "<table>"
                + names.map {
                    "<tr><th>\($0)</th><td><button onclick=\"location.href='/hit?\($0)'\">Add</button></td></tr>"
                }
                .joined() + "</table>"
        }
        try await withFixtureServer(["/": .page(table(["Espresso", "Latte"])), "/hit": .text("ok")]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "rows") { hand in
                        try await hand.click("tr:nth-of-type(2) button")
                        _ = try await server.request(for: "/hit")
                    }
                    let admitted = try await stage.admit(recording)
                    server.answer("/", with: .page(table(["Latte", "Mocha", "Espresso"])))
                    let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                    #expect(report.state == .succeeded, "\(report.message ?? "")")
                    let hits = server.requests(for: "/hit")
                    #expect(hits.map(\.query) == ["Latte", "Latte"])
                }
            }
        }
    }

    @Test("an element behind an overlay is not clicked through it")
    func coveredElement() async throws {
        let overlay = "<div style=\"position:fixed;inset:0;background:#fff8\"></div>"
        let (report, clicks) = try await replay(
            taught: "<button \(Self.hit)>Continue</button>",
            clicking: "button",
            replayedOn: "<button \(Self.hit)>Continue</button>\(overlay)"
        )
        #expect(report.code == "target_not_ready")
        #expect(clicks == 0)
    }

    @Test("a dialog that the step does not expect stops the run, also an endless one")
    func dialogs() async throws {
        for script in ["alert('hello')", "for (;;) alert('again')"] {
            let (report, _) = try await replay(
                taught: "<button>Continue</button>",
                clicking: "button",
                replayedOn:
                    "<button>Continue</button><script>addEventListener('pointerdown', () => { \(script) })</script>"
            )
            #expect(report.state == .failed)
            #expect(["unexpected_dialog", "tab_closed"].contains(report.code ?? ""), "\(report.code ?? "")")
        }
    }

    @Test("an irreversible step waits for a person, and a no leaves it undone")
    func consent() async throws {
        try await withFixtureServer(["/": .page("<button \(Self.hit)>Pay now</button>"), "/hit": .text("ok")]) {
            server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "pay") { hand in
                        try await hand.click("button")
                        _ = try await server.request(for: "/hit")
                    }
                    let admitted = try await stage.admit(recording)
                    #expect(admitted.skill.steps.last?.isIrreversible == true)
                    for (approve, state, hits) in [(false, RunState.refused, 1), (true, .succeeded, 2)] {
                        sink.clear()
                        try await stage.sinkApproval(of: admitted)
                        async let report = stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                        let asked = try await sink.event(named: .approvalRequested)
                        let id = ApprovalID(rawValue: asked.extra["approval"]?.string ?? "")
                        while stage.desk.approval(id) == nil { await Task.yield() }
                        _ = try await stage.desk.decide(id, approve: approve, by: "operator")
                        #expect(await report.state == state)
                        if approve { _ = try await server.request(for: "/hit") }
                        let deadline = Deadline.after(.seconds(5))
                        while server.requests(for: "/hit").count < hits, !deadline.hasPassed { await Task.yield() }
                        #expect(server.requests(for: "/hit").count == hits)
                    }
                }
            }
        }
    }

    @Test(
        "a field that does not hold what was typed fails its step",
        arguments: [
            ("keeps its old value", "<input name=n aria-label=Sum value=100 oninput=\"this.value = 100\">", "250"),
            (
                "does not let itself be cleared",
                "<input name=n aria-label=Sum value=100 oninput=\"this.value = 100\">", ""
            ),
            (
                "gets it beside the old one",
                "<input name=n aria-label=Sum value=100 onbeforeinput=\"this.setSelectionRange(9, 9)\">", "250"
            ),
        ]
    )
    func unheldText(_ sentence: String, _ page: String, _ text: String) async throws {
        try await withFixtureServer(["/": .page("<input name=n aria-label=Sum>")]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "held") { hand in
                        try await hand.click("input")
                        try await hand.type("1")
                    }
                    var skill = try recording.hastySkill
                    guard case .fill(let field, _) = skill.steps[1].action else { throw TestFailure("no fill") }
                    skill.inputs = []
                    skill.steps[1].action = .fill(field, TextTemplate(literal: text))
                    server.answer("/", with: .page(page))
                    let admitted = try await stage.admit(SkillWriter.text(of: skill))
                    let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                    #expect(report.state == .failed)
                    #expect(report.code == "input_not_taken", "\(report.message ?? "")")
                }
            }
        }
    }

    @Test("the kill switch stops a step that has its permit and waits")
    func killSwitch() async throws {
        let waiting =
            "<button disabled onclick=\"location.href = '/hit'\">Go</button>"
            + "<script>setTimeout(() => fetch('/waits').then(() => { document.querySelector('button').disabled = false }), 300)</script>"
        let pages: [String: FixtureReply] = [
            "/": .page("<button>Go</button>"), "/hit": .text("hit"), "/waits": .text("ok"),
        ]
        try await withFixtureServer(pages) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "killed") { hand in
                        try await hand.click("button")
                    }
                    let admitted = try await stage.admit(recording)
                    server.answer("/", with: .page(waiting))
                    let report = try await withThrowingTaskGroup(of: RunReport?.self) { group in
                        group.addTask { await stage.player.play(admitted, inputs: [:], run: .new(), in: browser) }
                        group.addTask {
                            _ = try await sink.event(named: .actionDecided) { $0.extra["effect"] == "pointer" }
                            try await stage.killSwitch.set(true, by: "operator", events: sink)
                            return nil
                        }
                        return try await group.compactMap(\.self).first { _ in true }
                    }
                    #expect(report?.state == .refused)
                    #expect(report?.code == "kill_switch")
                    #expect(server.requests(for: "/hit").isEmpty)
                }
            }
        }
    }
}

extension RefusalTests {
    @Test("a run that is cancelled while it waits for a person withdraws its question, and nobody can decide it then")
    func cancelledConsent() async throws {
        try await withFixtureServer(["/": .page("<button \(Self.hit)>Pay now</button>"), "/hit": .text("ok")]) {
            server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "pay") { hand in
                        try await hand.click("button")
                        _ = try await server.request(for: "/hit")
                    }
                    let admitted = try await stage.admit(recording)
                    let report = try await withThrowingTaskGroup(of: RunReport.self) { group in
                        group.addTask { await stage.player.play(admitted, inputs: [:], run: .new(), in: browser) }
                        _ = try await sink.event(named: .runStateChanged)
                        group.cancelAll()
                        return try await group.next()
                    }
                    #expect(report?.state == .cancelled)
                    let question = try #require(stage.desk.list().first)
                    #expect(question.state == .withdrawn)
                    #expect(sink.events(named: .approvalDecided).map { $0.extra["decision"] } == ["withdrawn"])
                    await #expect {
                        _ = try await stage.desk.decide(question.id, approve: true, by: "operator")
                    } throws: {
                        ($0 as? OversightError)?.reason == .approvalOver
                    }
                    #expect(server.requests(for: "/hit").count == 1)
                }
            }
        }
    }
}

extension Stage {
    /// Puts the approval back after the sink was emptied, as the ledger reads it from there.
    func sinkApproval(of admitted: AdmittedSkill) async throws {
        try await sink.record(
            Event(
                .skillApproved,
                source: .registry,
                outcome: .succeeded,
                correlationID: .new(),
                extra: ["slug": .string(admitted.skill.name.text), "sha256": .string(admitted.sha256)]
            )
        )
    }
}
