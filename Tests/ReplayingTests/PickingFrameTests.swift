// SPDX-License-Identifier: Apache-2.0
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("An element in a frame is pointed at as one of the page is", .serialized)
struct PickingFrameTests {
    private static let card = """
        <h2>Card</h2><button id=ask onclick="state.textContent = 'Accepted'">Ask</button> <p id=state data-testid=state>Unknown</p>
        <label>Holder <input name=holder value=Ada></label><card-box></card-box>
        <script>globalThis.heard = []; for (const type of ['pointerdown', 'mousedown', 'click', 'keydown'])
          addEventListener(type, (event) => heard.push(type + ' ' + event.target.id), true);
        customElements.define('card-box', class extends HTMLElement {
          constructor() { super(); this.attachShadow({ mode: 'closed' }).innerHTML = '<p><output name=limit aria-label=Limit>500 EUR</output></p>'; }
        });</script>
        """

    private static func page(_ frame: String) -> String {
        """
        <h1>Pay</h1><p>The page itself</p><iframe title=Payment width=600 height=300></iframe>
        <script>document.querySelector('iframe').src = \(frame)</script>
        """
    }

    private static let places = [
        "'/card'", "'http://pay.localhost:' + location.port + '/card'",
        "'http://pay.localhost:' + location.port + '/around'",
    ]

    private static let pages = [
        "/card": card,
        "/around":
            "<p>Around</p><iframe name=inner src='/card' width=500 height=240></iframe>",
    ]

    @Test("expect, extract and wait_for, also of what a closed root holds; its page hears nothing", arguments: places)
    func picked(_ place: String) async throws {
        try await teach(Self.page(place), pages: Self.pages) { hand, controls in
            var outer = hand
            if place.contains("around") { outer = try await hand.frame("iframe", showing: "/around") }
            let frame = try await outer.frame("iframe", showing: "/card")
            try await frame.click("#ask")
            let before = try await frame.evaluate("heard.join()")
            let picks: [(PickPurpose, String?, String)] = [
                (.waitFor, nil, "#state"), (.extract, "state", "#state"), (.expect, nil, "[name=holder]"),
                (.extract, "limit", "card-box"),
            ]
            for (purpose, name, element) in picks {
                async let picked = controls.pick(purpose, named: name, deadline: .after(.seconds(20)))
                try await frame.pick(element)
                _ = try await picked
            }
            #expect(try await frame.evaluate("heard.join()") == before)
            async let around = controls.pick(.expect, named: nil, deadline: .after(.seconds(20)))
            try await hand.pick("h1")
            _ = try await around
            // Afterwards the pointer is the frame's again.
            try await frame.click("#ask")
        } then: { taught in
            let words = taught.steps.map { $0.split(separator: " ")[0] }
            #expect(
                words == ["open", "click", "wait_for", "extract", "expect", "extract", "expect", "click"],
                "\(taught.steps)"
            )
            let report = try await taught.replay()
            #expect(report.state == .succeeded, "\(report.message ?? "") \(taught.text)")
            #expect(report.outputs == ["state": "Accepted", "limit": "500 EUR"], "\(report.outputs)")
        }
    }

    @Test(
        "a frame that comes while somebody points is pointed at as well, and Escape there gives up",
        arguments: [0, 1]
    )
    func late(_ index: Int) async throws {
        let page = """
            <button onclick="setTimeout(() => { const f = document.createElement('iframe'); f.src = \(Self.places[index]); f.width = 600; f.height = 300; document.body.append(f) }, 400)">Bring it</button><br>
            """
        try await teach(page, pages: Self.pages) { hand, controls in
            try await hand.click("button")
            async let picked = controls.pick(.extract, named: "state", deadline: .after(.seconds(20)))
            let frame = try await hand.frame("iframe", showing: "/card")
            try await frame.pick("#state")
            _ = try await picked
            try await frame.click("#ask")
            async let cancelled = TeachingError.Code.of {
                try await controls.pick(.expect, named: nil, deadline: .after(.seconds(20)))
            }
            try await frame.awaitPointing("#state")
            try await frame.press("Escape", code: 27)
            let code = await cancelled
            #expect(code == .pickCancelled)
            #expect(try await frame.evaluate("heard.join()").string?.contains("keydown") == false)
        } then: { taught in
            #expect(taught.skill.outputs.map(\.name) == ["state"])
            let report = try await taught.replay()
            #expect(report.outputs == ["state": "Unknown"], "\(report.message ?? "") \(taught.text)")
        }
    }
}

extension TeachingError.Code {
    /// The code of what something throws; nil when it throws nothing of these.
    fileprivate static func of(_ body: () async throws -> some Sendable) async -> TeachingError.Code? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? TeachingError)?.reason
        }
    }
}
