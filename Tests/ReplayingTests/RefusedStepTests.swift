// SPDX-License-Identifier: Apache-2.0
import Browsing
import Oversight
import SkillKit
import TestSupport
import Testing
import Vocabulary

@testable import Replaying

@Suite("A step that was refused, and a person who can be asked", .serialized)
struct RefusedStepTests {
    /// Something lies over the second button until the page is told that it may go.
    private static let covered = TakeoverTests.page(
        """
        <div style="position: relative; width: 9em"><button id=two onclick="tell('two')">Second</button>
        <p id=veil style="position: absolute; inset: 0; margin: 0; background: #fff">Wait</p></div>
        <script>(async function look() {
          if (await (await fetch('/turn')).text() !== 'turn') return setTimeout(look, 50);
          document.querySelector('#veil').remove();
          tell('free');
        })()</script>
        """
    )

    /// Only the step that is to be refused gives up soon; the others have the time that a busy machine needs.
    private static func impatient(_ step: Int) -> SkillEdit { SkillEdit { $0.steps[step].within = .seconds(2) } }

    @Test("the run waits with nothing clicked, and goes on when the page has recovered and a person says so")
    func again() async throws {
        let desk = PersonDesk()
        try await TakeoverTests.withRun(on: Self.covered, edit: Self.impatient(2), asking: desk) { run in
            run.page.server.server.answer("/turn", with: .text("not yet"))
            try await run.asksAboutStep()
            #expect(run.watch.need?.text.contains("Nothing of it was done") == true, "\(run.watch.need as Any)")
            #expect(run.told == ["one"])
            // No element is asked for, so none is taken.
            #expect(!desk.answer(run.id, with: .candidate(0)) && !desk.answer(run.id, with: .none))
            run.page.server.server.answer("/turn", with: .text("turn"))
            try await run.hears("free")
            #expect(desk.answer(run.id, with: .told(.repeatStep)))
            let report = try await run.end()
            #expect(report.state == .succeeded && run.told == ["one", "free", "two", "three"], "\(report)")
            #expect(report.steps.map(\.isDone) == [true, true, false, true, true], "\(report.steps)")
        }
    }

    @Test("a step that a person says is done is passed by")
    func passed() async throws {
        let desk = PersonDesk()
        try await TakeoverTests.withRun(on: Self.covered, edit: Self.impatient(2), asking: desk) { run in
            run.page.server.server.answer("/turn", with: .text("not yet"))
            try await run.asksAboutStep()
            #expect(desk.answer(run.id, with: .told(.goOn)))
            let report = try await run.end()
            #expect(report.state == .succeeded && run.told == ["one", "three"], "\(report)")
        }
    }

    @Test("a find that nothing bore out, because the next step could not be done, is proposed to nobody")
    func unchecked() async throws {
        let moved = "<div><a role=button href=#k onclick=\"tell('two')\">Second</a></div>"
        let page = TakeoverTests.page(moved).replacing("id=three", with: "id=gone").replacing(">Third<", with: ">Gone<")
        try await TakeoverTests.withRun(on: page, edit: Self.impatient(3)) { run in
            let report = try await run.end()
            #expect(report.state == .failed && run.told == ["one", "two"], "\(report)")
            #expect(report.steps.contains { $0.locator == "similarity" && $0.isDone }, "\(report)")
            #expect(try run.page.heals.proposals.isEmpty)
        }
    }

    @Test("where one target was looked for says nothing of another")
    func searched() throws {
        let one = try #require(TargetName("one"))
        let two = try #require(TargetName("two"))
        let (here, there) = (DocumentID(rawValue: "D1"), DocumentID(rawValue: "D2"))
        var places = SearchedPlaces()
        places.insert(one, in: here)
        #expect(places.contains(one, in: here) && !places.contains(one, in: there) && !places.contains(two, in: here))
        places.remove(one, in: here)
        #expect(!places.contains(one, in: here))
    }

    @Test("what an expectation says is no question, nor what a person or the gate has refused")
    func answers() {
        for code in ReplayError.Code.allCases {
            let isAsked = [
                "target_not_found", "target_not_proved", "target_ambiguous", "target_not_ready", "became_irreversible",
                "input_went_elsewhere", "input_not_taken", "option_missing", "waited_in_vain", "consequence_missing",
                "outside_sites",
            ]
            .contains(code.rawValue)
            #expect(Refusal.mayBeTriedAgain(ReplayError(code: code, message: "")) == isAsked, "\(code)")
        }
        #expect(Refusal.mayBeTriedAgain(BrowsingError(code: .navigationFailed, message: "")))
        #expect(!Refusal.mayBeTriedAgain(BrowsingError(code: .browserLost, message: "")))
    }
}

extension Driven {
    /// Waits until the run asks what becomes of a step.
    func asksAboutStep() async throws {
        _ = try await watch.seen.wait(for: "the question about a step", deadline: .after(.seconds(40))) {
            $0.state == .needsPerson && $0.need?.kind == .refusal ? 1 : nil
        }
    }
}
