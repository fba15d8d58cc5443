// SPDX-License-Identifier: Apache-2.0
import Browsing
import Oversight
import Replaying
import SkillKit
import TestSupport
import Testing
import Vocabulary

@Suite("A person who points at an element of a run's picture", .serialized)
struct PointingTests {
    @Test("an element that a person points at in the picture goes on with the run, and is proposed")
    func pointsAt() async throws {
        let renamed = TakeoverTests.page(
            "<p><button id=other onclick=\"tell('pointed')\">Quite another name</button></p>"
        )
        let desk = PersonDesk()
        try await TakeoverTests.withRun(on: renamed, within: .seconds(3), asking: desk) { run in
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
        try await TakeoverTests.withRun(on: TakeoverTests.page(turning), within: .seconds(3), asking: desk) { run in
            run.page.server.server.answer("/turn", with: .text("not yet"))
            try await run.reaches(.needsPerson)
            run.page.server.server.answer("/turn", with: .text("turn"))
            try await run.hears("turned")
            let place = try await run.place(of: "#other")
            #expect(desk.answer(run.id, with: .place(place)))
            // They may point again, after another look.
            try await run.asksAboutStep()
            #expect(desk.answer(run.id, with: .told(.stop)))
            let report = try await run.end()
            #expect(report.state == .cancelled && run.told == ["one", "turned"], "\(report)")
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
        try await TakeoverTests.withRun(
            on: TakeoverTests.page("<button id=other onclick=\"tell('other')\">Quite another name</button>"),
            within: .seconds(3),
            asking: desk
        ) { run in
            try await run.reaches(.needsPerson)
            let place = try await run.place(of: "#word")
            #expect(desk.answer(run.id, with: .place(place)))
            // They may point again, after another look.
            try await run.asksAboutStep()
            #expect(desk.answer(run.id, with: .told(.stop)))
            let report = try await run.end()
            #expect(report.state == .cancelled && run.told == ["one"], "\(report)")
            #expect(
                report.steps.last?.rescue?.advice.contains("person: what was pointed at is of another kind") == true,
                "\(report)"
            )
        }
    }
}
