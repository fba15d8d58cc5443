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
            #expect(tab.dialogQuestion?.message == "Sure?")
            try await tab.answerOpenDialog(
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

    @Test("manual actions are done before the run's next one, and stand in the log without what they type")
    func injects() async throws {
        try await Self.withRun(on: Self.late) { run in
            try await run.waitsForSecond()
            try await run.controls.leases.pause(run.id, by: "operator")
            try await run.reaches(.paused)
            let control = try #require(run.controls.control(of: run.id))
            let point = try await run.place(of: "#call")
            try control.inject([
                Injection(
                    [
                        InputEvent(.move, x: point.x, y: point.y),
                        InputEvent(.down, x: point.x, y: point.y, button: .left, buttons: 1, clicks: 1),
                        InputEvent(.up, x: point.x, y: point.y, button: .left, buttons: 0, clicks: 1),
                    ],
                    on: try run.tab().document,
                    by: "operator"
                ),
                Injection(
                    Step(id: StepID(rawValue: "m1"), action: .click(run.target(0))),
                    of: run.page.admitted.skill,
                    by: "operator"
                ),
            ])
            try await run.hears("called")
            _ = try await run.page.stage.sink.event(named: .actionInjected, deadline: .after(.seconds(40))) { event in
                event.outcome == .succeeded && event.extra["action"]?.string?.hasPrefix("click ") == true
            }
            #expect(run.told == ["one", "called", "one"])
            let injected = run.page.stage.sink.events(named: .actionInjected)
            #expect(injected.allSatisfy { $0.extra["principal"] == "operator" })
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            try await run.controls.leases.handBack(run.id, grant.lease, .stop, by: "operator")
            _ = try await run.end()
        }
    }

    @Test("a place of a page that is gone is not clicked on the next one, and the run is held")
    func injectsOnGonePage() async throws {
        try await Self.withRun(on: Self.late) { run in
            try await run.waitsForSecond()
            try await run.controls.leases.pause(run.id, by: "operator")
            try await run.isDriven(by: .nobody)
            let (point, seen) = (try await run.place(of: "#call"), try run.tab().document)
            try await run.tab().reload(permit: run.permit(.reload), deadline: .after(.seconds(10)))
            let click = [
                InputEvent(.down, x: point.x, y: point.y, button: .left, buttons: 1, clicks: 1),
                InputEvent(.up, x: point.x, y: point.y, button: .left, buttons: 0, clicks: 1),
            ]
            try #require(run.controls.control(of: run.id)).inject([Injection(click, on: seen, by: "operator")])
            let refused = try await run.page.stage.sink.event(
                named: .actionInjected,
                deadline: .after(.seconds(40))
            ) { $0.outcome == .failed }
            #expect(refused.extra["code"] == "stale_picture", "\(refused)")
            #expect(run.told == ["one"])
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            try await run.controls.leases.handBack(run.id, grant.lease, .stop, by: "operator")
            _ = try await run.end()
        }
    }

    @Test("a manual step that sounds as if it cannot be undone is held to proof, whatever it says of itself")
    func injectedCare() throws {
        let name = try #require(TargetName("go"))
        func isCareful(onto words: String) throws -> Bool? {
            let print = Fingerprint(tag: "button", role: "button", name: words)
            let skill = Skill(
                name: try Slug("by-hand"),
                description: "One button.",
                sites: [],
                steps: [],
                targets: [Target(name: name, looks: "button", locators: [], fingerprint: print)]
            )
            let step = Step(id: StepID(rawValue: "m1"), action: .click(name))
            guard case .step(let queued) = try Injection(step, of: skill, by: "operator").deed else { return nil }
            return queued.isIrreversible
        }
        #expect(try isCareful(onto: "Delete everything") == true)
        #expect(try isCareful(onto: "Show everything") == false)
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

    @Test("an element that a person points at in the picture goes on with the run, and is proposed")
    func pointsAt() async throws {
        let renamed = Self.page("<p><button id=other onclick=\"tell('pointed')\">Quite another name</button></p>")
        let desk = PersonDesk()
        try await Self.withRun(on: renamed, within: .seconds(3), asking: desk) { run in
            try await run.reaches(.needsPerson)
            let need = try #require(run.watch.need)
            #expect(need.kind == .rescue && need.boxes.contains { $0 != nil }, "\(need)")
            // A field is not taken for a button: the run goes on looking, and fails at last.
            let place = try await run.place(of: "#other")
            #expect(!desk.answer(run.id, with: .place(PicturePlace(x: 1.5, y: 0))))
            #expect(desk.answer(run.id, with: .place(place)))
            let report = try await run.end()
            #expect(report.state == .succeeded && run.told == ["one", "pointed", "three"], "\(report)")
            let proposed = try #require(try run.page.heals.proposals.first ?? nil)
            #expect(
                await run.page.stage.registry.heal(proposed.slug, proposed.sha12)?.targets.map(\.level) == ["person"]
            )
        }
    }

    @Test(
        "what the page has put where a person points is not taken: the picture showed something else there",
        arguments: [
            "document.querySelector('#other').textContent = 'Something else again'",
            "document.body.prepend(Object.assign(document.createElement('p'), { textContent: 'News', style: 'height: 9px' }))",
        ]
    )
    func pointsAtChanged(_ change: String) async throws {
        let turning = """
            <p><button id=other onclick="tell('wrong')">Quite another name</button></p>
            <script>(async function look() {
              if (await (await fetch('/turn')).text() !== 'turn') return setTimeout(look, 50);
              \(change);
              tell('turned');
            })()</script>
            """
        let desk = PersonDesk()
        try await Self.withRun(on: Self.page(turning), within: .seconds(3), asking: desk) { run in
            run.page.server.server.answer("/turn", with: .text("not yet"))
            try await run.reaches(.needsPerson)
            run.page.server.server.answer("/turn", with: .text("turn"))
            try await run.hears("turned")
            let place = try await run.place(of: "#other")
            #expect(desk.answer(run.id, with: .place(place)))
            let report = try await run.end()
            #expect(report.state == .failed && run.told == ["one", "turned"], "\(report)")
            #expect(
                report.steps.last?.rescue?.advice
                    .contains("person: what was pointed at is not what the picture showed there") == true,
                "\(report)"
            )
        }
    }

    @Test("a field that a person points at is not taken for a button")
    func pointsAtField() async throws {
        let desk = PersonDesk()
        try await Self.withRun(
            on: Self.page("<button id=other onclick=\"tell('other')\">Quite another name</button>"),
            within: .seconds(3),
            asking: desk
        ) { run in
            try await run.reaches(.needsPerson)
            let place = try await run.place(of: "#word")
            #expect(desk.answer(run.id, with: .place(place)))
            let report = try await run.end()
            #expect(report.state == .failed && run.told == ["one"], "\(report)")
            #expect(
                report.steps.last?.rescue?.advice.contains("person: what was pointed at is of another kind") == true,
                "\(report)"
            )
        }
    }
}
