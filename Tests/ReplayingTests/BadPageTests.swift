// SPDX-License-Identifier: Apache-2.0
import Browsing
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

/// What a page has become that was taught when it was good, and what must come of it.
struct Turn: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The page, by now.
    let page: String
    /// How the run ends; nil for well.
    let code: String?
    /// What the page tells meanwhile: what was really done on it.
    var told: [String] = []
    /// How long the step may take.
    var within: Duration = .seconds(3)
}

@Suite("Pages that do everything against it", .serialized)
struct BadPageTests {
    private static let button = "<button style='width:200px;height:60px' onclick=\"tell('meant')\">Look</button>"

    /// Lies over everything from some moment on, and tells when it is clicked.
    private static func cover(at moment: String) -> String {
        """
        <script>addEventListener('\(moment)', () => { const c = document.createElement('div');
          c.style = 'position:fixed;inset:0;background:#eee'; c.onclick = () => tell('cover'); document.body.append(c) }, { once: true, capture: true })</script>
        """
    }

    /// A script that lets no event of the page come to anything.
    private static let deaf = """
        <script>for (let o = window; o; o = Object.getPrototypeOf(o)) for (const name of Object.getOwnPropertyNames(o)) if (name.startsWith('on'))
          addEventListener(name.slice(2), (e) => { e.preventDefault(); e.stopImmediatePropagation() }, { capture: true, passive: false });
          addEventListener('keypress', (e) => { e.preventDefault(); e.stopImmediatePropagation() }, true);
          addEventListener('beforeinput', (e) => { e.preventDefault(); e.stopImmediatePropagation() }, true);</script>
        """

    static let turns: [Turn] = [
        Turn(
            testDescription: "a thousand dialogs in answer to the click",
            page: "<button onclick=\"for (let i = 0; i < 1000; i++) alert(i); tell('meant')\">Look</button>",
            code: "unexpected_dialog"
        ),
        Turn(
            testDescription: "a thousand dialogs while it loads",
            page: button + "<script>for (let i = 0; i < 1000; i++) confirm(i)</script>",
            code: "unexpected_dialog"
        ),
        Turn(
            testDescription: "an element that moves for ever",
            page:
                "<style>@keyframes go { to { margin-left: 400px } } button { animation: go .7s linear infinite }</style>"
                + button,
            code: "target_not_ready"
        ),
        Turn(
            testDescription: "an element that jumps for ever",
            page: button
                + "<script>const b = document.querySelector('button'); let n = 0; (function go() { b.style.marginLeft = (n++ % 2) * 300 + 'px'; requestAnimationFrame(go) })()</script>",
            code: "target_not_ready"
        ),
        Turn(
            testDescription: "an element that runs away from the pointer",
            page: button
                + "<script>const b = document.querySelector('button'); b.onpointerenter = () => { b.style.marginLeft = b.style.marginLeft ? '' : '300px' }</script>",
            code: "target_not_ready"
        ),
        Turn(
            testDescription: "an overlay that comes with the pointer",
            page: button + cover(at: "pointermove"),
            code: "target_not_ready"
        ),
        Turn(
            testDescription: "an overlay that comes with the press",
            page: button + cover(at: "pointerdown"),
            code: nil
        ),
        Turn(
            testDescription: "a hundred thousand elements around it",
            page: button
                + "<script>const t = document.createElement('table'); t.innerHTML = Array.from({ length: 20000 }, (_, i) => '<tr><td>' + i + '<td><a href=#' + i + '>Show</a><td>x').join(''); document.body.append(t)</script>",
            code: nil,
            told: ["meant"],
            within: .seconds(30)
        ),
        Turn(
            testDescription: "twelve thousand of its name",
            page:
                "<p>All</p><script>for (let i = 0; i < 12000; i += 1) document.body.append(Object.assign(document.createElement('button'), "
                + "{ textContent: 'Look', onclick: () => tell('wrong') }))</script>",
            code: "target_not_proved",
            within: .seconds(8)
        ),
        Turn(
            testDescription: "every event is cancelled",
            page: deaf + button,
            code: nil
        ),
    ]

    private static let look = Deed("a click", page: button, told: ["meant"]) { try await $0.click("button") }

    @Test("end the step as it is documented, and nothing else is clicked", arguments: turns)
    func turn(_ turn: Turn) async throws {
        let redone = try await redo(Self.look, on: turn.page, within: turn.within)
        #expect(redone.taught == ["meant"])
        #expect(redone.report.code == turn.code, "\(redone.report)")
        #expect(redone.report.state == (turn.code == nil ? .succeeded : .failed))
        #expect(redone.replayed == turn.told, "\(redone.report)")
    }

    @Test("a field whose page cancels every event does not hold what was typed")
    func deafField() async throws {
        let field = "<label>Name <input oninput=\"tell(this.value)\"></label>"
        let deed = Deed("a fill", page: field, told: ["A"]) { hand in
            try await hand.click("input")
            try await hand.type("A")
        }
        let redone = try await redo(deed, on: Self.deaf + field, within: .seconds(3))
        #expect(redone.taught == ["A"])
        #expect(redone.report.code == "input_not_taken", "\(redone.report)")
        #expect(redone.replayed.isEmpty)
    }

    @Test("what is done on a page that cancels every event is written down all the same")
    func deafLesson() async throws {
        try await teach(Self.deaf + Self.button + "<p><a href=/other>Other</a>") { hand, _ in
            try await hand.click("button")
            try await hand.click("a")
        } then: {
            #expect($0.steps == ["open 127", "click look", "click other"])
        }
    }

    @Test(
        "500 windows: no more than 32 tabs are there at any time, none of them is touched, and all go with the run",
        arguments: [BrowserBinary.Flavour.full, .headlessShell]
    )
    func windows(_ flavour: BrowserBinary.Flavour) async throws {
        let script = "for (let i = 0; i < 500; i++) window.open('/ad?' + i)"
        let pages = ["/ad": "<button onclick=\"tell('ad')\">Look</button><script>tell('shown')</script>"]
        let deed = Deed("a click", page: Self.button, pages: pages, told: ["meant"]) { try await $0.click("button") }
        try await DeedServer.with(deed) { server in
            let skill = try await server.record { hand, _, _ in try await deed.act(hand) }.skillText
            server.show(Self.button.replacing("tell('meant')", with: "\(script); tell('meant')"))
            try await withTestBrowser(flavour) { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let admitted = try await stage.admit(skill)
                    let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                    // So many windows may keep the browser longer from answering than a call may take.
                    #expect(report.code == nil || report.code == "call_timed_out", "\(report)")
                    let refused = sink.events(named: .tabCrashed).filter { $0.extra["reason"] == "too_many" }
                    // The whole browser lets one click open one window; the shell leaves it to us.
                    #expect(refused.isEmpty == (flavour == .full))
                    #expect(try await Hand.targets(at: browser.endpoint).isEmpty)
                }
            }
            let told = server.told.dropFirst()
            #expect(told.filter { $0 == "meant" }.count <= 1 && !told.contains("ad"))
            #expect(told.filter { $0 == "shown" }.count < 32, "\(told.count)")
        }
    }
}
