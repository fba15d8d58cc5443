// SPDX-License-Identifier: Apache-2.0
import Browsing
import Oversight
import Replaying
import SkillKit
import TestSupport
import Testing
import Vocabulary

@Suite("Manual actions in a run", .serialized)
struct InjectionTests {
    @Test("manual actions are done before the run's next one, and stand in the log without what they type")
    func injects() async throws {
        try await TakeoverTests.withRun(on: TakeoverTests.late) { run in
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

    @Test("what waits when a person takes the run over is not done, and the handback says so")
    func dropped() async throws {
        try await TakeoverTests.withRun(on: TakeoverTests.late) { run in
            try await run.waitsForSecond()
            let control = try #require(run.controls.control(of: run.id))
            let click = Step(id: StepID(rawValue: "m1"), action: .click(run.target(0)))
            // The run is in the middle of a step, so it waits.
            try control.inject([Injection(click, of: run.page.admitted.skill, by: "operator")])
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            let refused = try await run.page.stage.sink.event(
                named: .actionInjected,
                deadline: .after(.seconds(40))
            ) { $0.outcome == .failed }
            #expect(refused.extra["code"] == "taken_over", "\(refused)")
            let comparison = try await run.compare()
            #expect(comparison.changed.contains { $0.hasPrefix("1 manual action that waited") }, "\(comparison)")
            try await run.click("#call")
            try await run.controls.leases.handBack(run.id, grant.lease, .goOn, by: "operator")
            _ = try await run.end()
            #expect(run.told == ["one", "called", "three"])
        }
    }

    @Test("what an action holds down comes up at its end")
    func letsGo() async throws {
        let page = TakeoverTests.page(
            "<p id=call>Call</p><script>addEventListener('keyup', (e) => tell('up' + e.key))</script>"
        )
        try await TakeoverTests.withRun(on: page) { run in
            try await run.waitsForSecond()
            try await run.controls.leases.pause(run.id, by: "operator")
            try await run.reaches(.paused)
            var key = InputEvent(.keyDown)
            key.key = "Shift"
            key.code = "ShiftLeft"
            try #require(run.controls.control(of: run.id))
                .inject([Injection([key], on: try run.tab().document, by: "operator")])
            try await run.hears("upShift")
            let grant = try await run.controls.leases.takeOver(run.id, by: "operator")
            try await run.controls.leases.handBack(run.id, grant.lease, .stop, by: "operator")
            _ = try await run.end()
        }
    }

    @Test("a place of a page that is gone is not clicked on the next one, and the run is held")
    func injectsOnGonePage() async throws {
        try await TakeoverTests.withRun(on: TakeoverTests.late) { run in
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
}
