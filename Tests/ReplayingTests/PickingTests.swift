// SPDX-License-Identifier: Apache-2.0
import CDP
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

extension Hand {
    /// Clicks an element once the browser is asked to find out which one is meant, and not before.
    ///
    /// Until then the page would see the pointer: it moves over the element until the page sees it no more.
    func pick(_ selector: String) async throws {
        try await awaitPointing(selector)
        try await click(selector)
    }

    /// Moves the pointer to and fro until the page does not hear of it any more.
    func awaitPointing(_ selector: String) async throws {
        try await evaluate(
            "addEventListener('pointermove', () => { globalThis.heardMoves = (globalThis.heardMoves || 0) + 1; }, true)"
        )
        let deadline = Deadline.after(.seconds(15))
        var place = try await point(selector)
        while !deadline.hasPassed {
            try await evaluate("globalThis.heardMoves = 0")
            place.x += place.x.truncatingRemainder(dividingBy: 2) < 1 ? 1 : -1
            for step in 0..<3 { try await move(to: (place.x + Double(step), place.y)) }
            let heard = try await evaluate(
                "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(globalThis.heardMoves))))"
            )
            if heard == .int(0) { return }
        }
        throw VocabularyError(code: .deadlineExceeded, message: "The page went on hearing of the pointer.")
    }
}

extension TeachingControls {
    /// Why nothing was picked; nil when something was.
    fileprivate func refusal(
        _ purpose: PickPurpose,
        named name: String? = nil,
        deadline: Deadline = .after(.seconds(20))
    ) async -> TeachingError.Code? {
        do {
            _ = try await pick(purpose, named: name, deadline: deadline)
            return nil
        } catch {
            return (error as? TeachingError)?.reason
        }
    }
}

@Suite("A step that looks at an element is added by pointing at it", .serialized)
struct PickingTests {
    private static let page = """
        <h1>Parcel</h1><button id=show onclick="state.textContent = 'Under way'; total.textContent = '4.50 EUR'">Show</button>
        <p id=state>Unknown</p><p id=total data-testid=total>0.00 EUR</p>
        <label>Town <input name=town value=Turin></label><label><input type=checkbox name=gift checked> Gift</label>
        <script>globalThis.heard = []; for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'keydown', 'keyup'])
          addEventListener(type, (event) => heard.push(type + ' ' + event.target.id), true);
        new MutationObserver(() => heard.push('changed')).observe(document, { subtree: true, childList: true, attributes: true });</script>
        """

    @Test("expect, extract and wait_for: the page hears nothing of it, and the skill does it again")
    func picks() async throws {
        try await teach(Self.page) { hand, controls in
            try await hand.click("#show")
            let before = try await hand.evaluate("heard.join()")
            let picks: [(PickPurpose, String?, String)] = [
                (.waitFor, nil, "#state"), (.expect, "under-way", "#state"), (.extract, "price", "#total"),
                (.expect, nil, "[name=town]"), (.expect, nil, "[name=gift]"),
            ]
            for (purpose, name, place) in picks {
                async let picked = controls.pick(purpose, named: name, deadline: .after(.seconds(20)))
                try await hand.pick(place)
                _ = try await picked
            }
            #expect(try await hand.evaluate("heard.join()") == before)
            // Afterwards the pointer is the page's again.
            try await hand.click("#show")
        } then: { taught in
            #expect(
                taught.steps == [
                    "open 127", "click show", "wait_for under-way", "expect text of under-way", "extract price",
                    "expect value of town", "expect gift checked", "click show",
                ],
                "\(taught.text)"
            )
            #expect(taught.skill.steps[3].id.rawValue == "under-way")
            #expect(taught.skill.outputs.map(\.name) == ["price"])
            #expect(!taught.written.contains("\"heard\""))
            let report = try await taught.replay()
            #expect(report.state == .succeeded, "\(report.message ?? "") \(taught.text)")
            #expect(report.outputs == ["price": "4.50 EUR"])
        }
    }

    @Test("what is extracted may be something else the next time")
    func otherText() async throws {
        try await teach(Self.page) { hand, controls in
            try await hand.click("#show")
            async let picked = controls.pick(.extract, named: "price", deadline: .after(.seconds(20)))
            try await hand.pick("#total")
            _ = try await picked
        } then: { taught in
            let other = Self.page.replacing("4.50 EUR", with: "for nothing")
            taught.server.answer("/", with: .page(other))
            let report = try await taught.replay()
            #expect(report.state == .succeeded, "\(report.message ?? "") \(taught.text)")
            #expect(report.outputs == ["price": "for nothing"])
        }
    }

    @Test("what is expected and is not so stops the replay")
    func unmet() async throws {
        try await teach(Self.page) { hand, controls in
            try await hand.click("#show")
            async let picked = controls.pick(.expect, named: nil, deadline: .after(.seconds(20)))
            try await hand.pick("[name=town]")
            _ = try await picked
        } then: { taught in
            taught.server.answer("/", with: .page(Self.page.replacing("Turin", with: "Pisa")))
            let report = try await taught.replay()
            #expect(report.state == .failed && report.code == "expectation_failed")
        }
    }

    @Test("Escape gives up, without the page hearing of it; then the deadline does; neither leaves a step or a mode")
    func givingUp() async throws {
        try await teach(Self.page) { hand, controls in
            try await hand.click("#show")
            let before = try await hand.evaluate("heard.join()")
            async let cancelled = controls.refusal(.expect)
            try await hand.awaitPointing("#state")
            try await hand.press("Escape", code: 27)
            let first = await cancelled
            #expect(first == .pickCancelled)
            let after = try await hand.evaluate("heard.join()").string ?? ""
            #expect(!after.contains("keydown") && before.string?.contains("keydown") == false, "\(after)")
            #expect(await controls.refusal(.expect, deadline: .after(.seconds(2))) == .nothingPicked)
            try await hand.click("#show")
            #expect(try await controls.preview().words == ["open 127", "click show", "click show"])
        } then: { taught in
            #expect(!taught.written.contains("Escape"))
        }
    }

    @Test("it is found in another tab, across a navigation, and not where there is nothing")
    func places() async throws {
        let pages = [
            "/other": "<p id=word data-testid=word>Elsewhere</p>",
            "/on": "<p id=word data-testid=word>Arrived</p>",
        ]
        let page =
            "<a id=tab href=/other target=_blank>Open</a> <a id=on href=/on>On</a><br><p id=rest style=height:300px></p>"
        try await teach(page, pages: pages) { hand, controls in
            async let nothing = controls.refusal(.expect)
            try await hand.pick("html")
            let refused = await nothing
            #expect(refused == .notPickable)
            try await hand.click("#tab")
            let other = try await hand.other("/other")
            async let picked = controls.pick(.extract, named: "word", deadline: .after(.seconds(20)))
            try await other.pick("#word")
            let there = try await picked
            #expect(there.lines.last?.step.tab?.text == "other")
            async let later = controls.pick(.expect, named: nil, deadline: .after(.seconds(20)))
            try await hand.awaitPointing("#on")
            try await hand.evaluate("location.href = '/on'")
            try await hand.wait("location.pathname === '/on'")
            try await hand.pick("#word")
            let arrived = try await later
            #expect(arrived.words.last == "expect text of arrived")
        } then: { taught in
            #expect(taught.skill.outputs.map(\.name) == ["word"])
        }
    }

    @Test("names that are taken or cannot be are refused before anybody points, and so is a paused recording")
    func refusals() async throws {
        try await teach(Self.page) { hand, controls in
            try await hand.click("#show")
            async let picked = controls.pick(.extract, named: "price", deadline: .after(.seconds(20)))
            try await hand.pick("#total")
            _ = try await picked
            for (purpose, name) in [(PickPurpose.extract, "price"), (.expect, "a1"), (.expect, "No Good")] {
                #expect(await controls.refusal(purpose, named: name) == .nameInvalid)
            }
            _ = try await controls.apply(.pause)
            #expect(await controls.refusal(.expect) == .alreadySo)
            // A step that looks is taken back as any other.
            #expect(try await controls.apply(.undo(event: nil)).words == ["open 127", "click show"])
        } then: { taught in
            #expect(taught.skill.outputs.isEmpty)
        }
    }
}
