// SPDX-License-Identifier: Apache-2.0
import Browsing
import Oversight
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@Suite("A person in the loop of a run", .serialized)
struct TakeoverTests {
    /// Three buttons, one after the other; the second can be missing.
    static func page(_ second: String = "<button id=two onclick=\"tell('two')\">Second</button>") -> String {
        """
        <title>Three</title><main><h1>Three</h1>
        <button id=one onclick="tell('one')">First</button>\(second)
        <button id=three onclick="tell('three')">Third</button>
        <input id=word aria-label=Word oninput="document.title = 'typed'"></main>
        """
    }

    static let deed = Deed("three buttons", page: page(), told: ["one", "two", "three"]) { hand in
        try await hand.click("#one")
        try await hand.click("#two")
        try await hand.click("#three")
    }

    /// What the page is like when the second button comes only when somebody asks for it.
    static let late = page("<p id=call onclick=\"tell('called')\">Call</p>")

    /// Replays the taught skill on a page while a body acts on the run.
    static func withRun(
        on other: String? = nil,
        within: Duration = .seconds(20),
        edit: SkillEdit = .none,
        asking desk: PersonDesk? = nil,
        _ body: @escaping @Sendable (Driven) async throws -> Void
    ) async throws {
        try await withChangedPage(deed, other, within: within, edit: edit) { page in
            let controls = RunControls(leases: ControlLeases(events: page.stage.sink))
            let watch = StateWatch()
            let driven = Driven(page: page, controls: controls, watch: watch, desk: desk)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await driven.play() }
                group.addTask { try await body(driven) }
                while let _ = try await group.next() {}
            }
        }
    }

    @Test("a pause takes effect before the next action, and a resume goes on with it")
    func pause() async throws {
        try await Self.withRun(on: Self.late) { run in
            // The run waits for its second button.
            try await run.waitsForSecond()
            try await run.controls.leases.pause(run.id, by: "operator")
            try await run.reaches(.paused)
            try await run.isDriven(by: .nobody)
            run.page.server.show(Self.page())
            try await run.tab().reload(permit: run.permit(.reload), deadline: .after(.seconds(10)))
            #expect(run.told == ["one"])
            try await run.controls.leases.resume(run.id, by: "operator")
            let report = try await run.end()
            #expect(report.state == .succeeded, "\(report)")
            #expect(run.told == ["one", "two", "three"])
        }
    }

    @Test("a takeover cuts a wait short, and the run goes on after the step that the person did")
    func goOn() async throws {
        try await Self.withRun(on: Self.late) { run in
            try await run.waitsForSecond()
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            #expect(run.driver == .person)
            #expect(run.watch.state == .takenOver)
            try await run.click("#call")
            let comparison = try await run.compare()
            #expect(comparison.interrupted?.isMet == false && comparison.next?.isMet == true, "\(comparison)")
            #expect(comparison.changed.contains { $0.hasPrefix("The page is at ") } == false)
            try await run.controls.leases.handBack(run.id, grant.lease, .goOn, by: "operator")
            let report = try await run.end()
            #expect(report.state == .succeeded, "\(report)")
            #expect(run.told == ["one", "called", "three"])
            #expect(report.steps.map(\.isCutShort) == [false, false, true, false])
        }
    }

    @Test("a dialog that the person opens waits for them, and is no surprise to the run")
    func dialog() async throws {
        let asking = Self.page("<p id=call onclick=\"tell(confirm('Sure?') ? 'sure' : 'unsure')\">Call</p>")
        try await Self.withRun(on: asking) { run in
            try await run.waitsForSecond()
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            let tab = try run.tab()
            let events = tab.events()
            try await run.click("#call")
            let question = try #require(tab.dialogQuestion)
            #expect(question.message == "Sure?")
            // An answer to a dialog that is gone is none to this one.
            await #expect(throws: BrowsingError.self) {
                try await tab.answerOpenDialog(
                    question.number - 1,
                    isAccepted: false,
                    text: nil,
                    permit: run.permit(.answerDialog),
                    deadline: .after(.seconds(10))
                )
            }
            #expect(tab.dialogQuestion == question)
            try await tab.answerOpenDialog(
                question.number,
                isAccepted: true,
                text: nil,
                permit: run.permit(.answerDialog),
                deadline: .after(.seconds(10))
            )
            try await run.hears("sure")
            for try await case .dialog(let answered) in events {
                #expect(answered.isAccepted)
                break
            }
            try await run.controls.leases.handBack(run.id, grant.lease, .goOn, by: "operator")
            let report = try await run.end()
            #expect(report.state == .succeeded, "\(report)")
            #expect(run.told == ["one", "sure", "three"])
        }
    }

    @Test("a handback says what the person changed")
    func changes() async throws {
        try await Self.withRun(on: Self.late) { run in
            try await run.waitsForSecond()
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            try await run.type("x", into: "#word")
            let comparison = try await run.compare()
            #expect(comparison.changed.contains("The page is called \"typed\"; it was \"Three\"."), "\(comparison)")
            #expect(comparison.changed.contains("1 field holds something else."), "\(comparison)")
            try await run.controls.leases.handBack(run.id, grant.lease, .stop, by: "operator")
            let report = try await run.end()
            #expect(report.state == .cancelled && report.code == "stopped_by_person", "\(report)")
            #expect(run.told == ["one"])
        }
    }

    @Test("a run whose driver was lost stands still, and goes on only when somebody takes it over and hands it back")
    func lost() async throws {
        try await Self.withRun(on: Self.late) { run in
            try await run.waitsForSecond()
            let first = try await run.controls.leases.takeOver(run.id, by: "ada")
            try await run.type("x", into: "#word")
            run.controls.leases.release(run.id, first.lease)
            try await run.reaches(.paused)
            try await run.isDriven(by: .nobody)
            #expect(run.controls.control(of: run.id)?.comparing == nil)
            let refused = await #expect(throws: OversightError.self) {
                try await run.controls.leases.resume(run.id, by: "grace")
            }
            #expect(refused?.reason == .handbackNeeded)
            // What the first person changed is told to the second.
            let second = try await run.controls.leases.takeOver(run.id, by: "grace")
            let comparison = try await run.compare()
            #expect(comparison.interrupted != nil, "\(comparison)")
            #expect(comparison.changed.contains("1 field holds something else."), "\(comparison)")
            try await run.controls.leases.handBack(run.id, second.lease, .stop, by: "grace")
            let report = try await run.end()
            #expect(report.code == "stopped_by_person" && run.told == ["one"], "\(report)")
        }
    }

    @Test("the step that was cut short is repeated when the person says so, with all its time")
    func again() async throws {
        try await Self.withRun(on: Self.late) { run in
            try await run.waitsForSecond()
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            run.page.server.show(Self.page())
            try await run.tab().reload(permit: run.permit(.reload), deadline: .after(.seconds(10)))
            try await run.controls.leases.handBack(run.id, grant.lease, .repeatStep, by: "operator")
            let report = try await run.end()
            #expect(report.state == .succeeded, "\(report)")
            #expect(run.told == ["one", "two", "three"])
        }
    }

    @Test("a guard that waited for the run's own input lets the person's through")
    func guardStandsDown() async throws {
        // The second button is covered: the run waits for it with everything prepared.
        let covered = Self.page(
            "<button id=two disabled onclick=\"tell('two')\">Second</button>"
        )
        try await Self.withRun(on: covered.replacing("tell('three')", with: "tell('third')")) { run in
            try await run.waitsForSecond()
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            try await run.click("#three")
            try await run.hears("third")
            try await run.controls.leases.handBack(run.id, grant.lease, .stop, by: "operator")
            _ = try await run.end()
        }
    }

    @Test("a takeover while a question waits withdraws it, and the step asks again when it is repeated")
    func whileAsking() async throws {
        try await Self.withRun(edit: .lastIrreversible) { run in
            try await run.reaches(.needsPerson)
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            #expect(run.page.stage.desk.list().map(\.state) == [.withdrawn])
            try await run.controls.leases.handBack(run.id, grant.lease, .repeatStep, by: "operator")
            try await run.reaches(.needsPerson)
            let question = try #require(run.page.stage.desk.list().first { $0.state == .pending })
            #expect(!run.told.contains("three"))
            _ = try await run.page.stage.desk.decide(question.id, approve: true, by: "operator")
            let report = try await run.end()
            #expect(report.state == .succeeded && run.told == ["one", "two", "three"], "\(report)")
        }
    }

    @Test("a pause while a question waits holds the action that the person agrees to")
    func pauseWhileAsking() async throws {
        try await Self.withRun(edit: .lastIrreversible) { run in
            try await run.reaches(.needsPerson)
            try await run.controls.leases.pause(run.id, by: "operator")
            let question = try #require(run.page.stage.desk.list().first)
            _ = try await run.page.stage.desk.decide(question.id, approve: true, by: "operator")
            try await run.reaches(.paused)
            #expect(run.told == ["one", "two"])
            try await run.controls.leases.resume(run.id, by: "operator")
            let report = try await run.end()
            #expect(report.state == .succeeded && run.told == ["one", "two", "three"], "\(report)")
            #expect(run.page.stage.desk.list().map(\.state) == [.used])
        }
    }

    @Test("a run that is cancelled while a person drives ends as cancelled, one whose appliance ends as interrupted")
    func ends() async throws {
        for isCancelled in [true, false] {
            try await withChangedPage(Self.deed, Self.late, within: .seconds(20)) { page in
                let controls = RunControls(leases: ControlLeases(events: page.stage.sink))
                let driven = Driven(page: page, controls: controls, watch: StateWatch())
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await driven.play() }
                    try await driven.waitsForSecond()
                    _ = try await controls.leases.takeOver(driven.id, by: "operator")
                    if isCancelled { controls.control(of: driven.id)?.noteCancel() }
                    group.cancelAll()
                }
                let report = try await driven.end()
                #expect(report.state == (isCancelled ? .cancelled : .interrupted), "\(report)")
                #expect(controls.leases.control(of: driven.id) == nil)
                #expect(driven.told == ["one"])
            }
        }
    }

    @Test("the kill switch stops what comes after a handback")
    func killSwitch() async throws {
        try await Self.withRun(on: Self.late) { run in
            try await run.waitsForSecond()
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            try await run.page.stage.killSwitch.set(true, by: "operator", events: run.page.stage.sink)
            try await run.controls.leases.handBack(run.id, grant.lease, .goOn, by: "operator")
            let report = try await run.end()
            #expect(report.state == .refused && report.code == "kill_switch", "\(report)")
            #expect(run.told == ["one"])
        }
    }

    @Test("a page that asks for a code from another device needs a person, who answers it by taking over")
    func secondFactor() async throws {
        let code = Self.page(
            "<label>Code <input autocomplete=one-time-code></label><p id=call onclick=\"tell('called')\">Call</p>"
        )
        try await Self.withRun(on: code, within: .seconds(2)) { run in
            try await run.reaches(.needsPerson)
            let need = try #require(run.watch.need)
            #expect(need.kind == .secondFactor && need.box != nil, "\(need)")
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            try await run.click("#call")
            try await run.controls.leases.handBack(run.id, grant.lease, .goOn, by: "operator")
            let report = try await run.end()
            #expect(report.state == .succeeded, "\(report)")
            #expect(run.told == ["one", "called", "three"])
        }
    }

    @Test("what the person did comes into the skill where they did it, without the secrets that they typed")
    func keeps() async throws {
        let page = Self.page(
            "<p><button id=call onclick=\"tell('called')\">Call</button></p><input type=password id=key aria-label=Key>"
        )
        try await Self.withRun(on: page) { run in
            try await run.waitsForSecond()
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            let recording = try await run.recording {
                try await run.click("#call")
                try await run.hears("called")
                try await run.type("hunter2-tulip", into: "#key")
            }
            try await run.controls.leases.handBack(run.id, grant.lease, .goOn, by: "operator")
            let report = try await run.end()
            #expect(report.state == .succeeded, "\(report)")
            let skill = try Compiler.compile(recording, goingOnAt: 3).skill
            let before = run.page.admitted.skill
            #expect(skill.steps.first == before.steps.first && skill.steps.last == before.steps.last)
            #expect(skill.steps.map { $0.action.keyword } == ["open", "click", "click", "fill", "click"], "\(skill)")
            let text = SkillWriter.text(of: skill)
            #expect(!text.contains("hunter2") && text.contains("Call"), "\(text)")
            #expect(SkillReader.read(Array(text.utf8), file: "skill.yaml").skill != nil)
        }
    }

}
