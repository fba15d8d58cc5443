// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import SkillKit
import Synchronization
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("Pages that load slowly, or before they are asked for", .serialized)
struct LoadingTests {
    static let deeds: [Deed] = [
        Deed(
            "a page that the browser loads before it is asked for",
            page: """
                <title>first</title><script type=speculationrules>{ "prerender": [{ "urls": ["/next"], "eagerness": "immediate" }] }</script>
                <a href=/next>Next</a>
                """,
            pages: ["/next": "<title>next</title><button onclick=\"tell('next')\">Go</button>"],
            told: ["next"]
        ) { hand in
            try await hand.wait("performance.now() > 500")
            try await hand.click("a")
            try await hand.wait("document.title === 'next'")
            try await hand.click("button")
        },
        Deed(
            "a page that loads itself again every other second",
            page: "<meta http-equiv=refresh content=2><title>page</title><button onclick=\"tell('done')\">Go</button>",
            told: ["done"]
        ) { hand in
            try await hand.wait("performance.getEntriesByType('navigation')[0].type === 'reload'")
            try await hand.click("button")
        },
    ]

    @Test("they are taught and done again", arguments: deeds)
    func deed(_ deed: Deed) async throws { try await expectFaithful(deed) }

    static let streamed = "a page whose second half comes when something was done in its first"

    @Test("a page whose second half comes when something was done in its first")
    func halves() async throws {
        let deed = Deed("halves", page: "<title>first</title><a href=/slow>Go</a>", told: ["first", "second"]) { hand in
            try await hand.click("a")
            // It is never complete before it has been clicked.
            let deadline = Deadline.after(.seconds(30))
            while try await hand.evaluate("!!document.querySelector('#a')") != .bool(true), !deadline.hasPassed {}
            await hand.waitForPaint()
            try await hand.click("#a")
            try await hand.wait("document.querySelector('#b')")
            try await hand.click("#b")
        }
        try await DeedServer.with(deed) { server in
            let gates = Mutex<[Gate]>([])
            let script = """
                <script>function tell(x) { const r = new XMLHttpRequest(); r.open('GET', '/told?' + x, false); r.send(); }</script>
                """
            server.server.answer(
                "/slow",
                with: .computed { _ in
                    let gate = Gate()
                    gates.withLock { $0.append(gate) }
                    return .halves(
                        script + "<button id=a onclick=\"tell('first'); fetch('/open')\">First</button>" + padding,
                        gate: gate,
                        "<button id=b onclick=\"tell('second')\">Second</button>"
                    )
                }
            )
            server.server.answer(
                "/open",
                with: .computed { _ in
                    gates.withLock { $0.last }?.open()
                    return .text("ok")
                }
            )
            let recording = try await server.record { hand, _, _ in try await deed.act(hand) }
            let taught = server.told
            let skill = SkillWriter.text(of: try Compiler.compile(recording).skill)
            let report = try await server.replay(skill, in: .full)
            #expect(report.state == .succeeded, "\(report) \(skill)")
            #expect(taught == deed.told && server.told == deed.told + deed.told, "\(server.told)")
        }
    }

    /// A browser draws nothing before it has so much.
    private let padding = "<!-- " + String(repeating: "x", count: 4096) + " -->"

    @Test("a colour that is chosen by the keys of the browser's own picker")
    func colour() async throws {
        let deed = Deed(
            "a colour",
            page: "<input type=color aria-label=Colour value=#3366cc onchange=\"tell(value)\"><button>Go</button>",
            told: []
        ) { hand in
            try await hand.click("input")
            for _ in 0..<5 { try await hand.press("ArrowRight", code: 39) }
            try await hand.enter()
            try await hand.click("button")
        }
        let redone = try await redo(deed)
        #expect(redone.report.state == .succeeded, "\(redone.report) \(redone.skill)")
        #expect(redone.taught.count == 1 && redone.taught != ["#3366cc"], "\(redone.taught)")
        #expect(redone.replayed == redone.taught, "\(redone.replayed) \(redone.skill)")
    }
}
