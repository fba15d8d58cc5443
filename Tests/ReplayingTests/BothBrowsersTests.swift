// SPDX-License-Identifier: Apache-2.0
import Browsing
import Replaying
import TestSupport
import Testing
import Vocabulary

@Suite(
    "What is taught in one form of the browser is done again in the other",
    .serialized,
    .enabled(
        if: BrowserBinary.isExecutable(BrowserBinary.Flavour.headlessShell.path),
        "it needs Debian's chromium-headless-shell"
    )
)
struct BothBrowsersTests {
    private static let tab = Deed(
        "a tab that a link opens, and the first one after it",
        page: "<a href=/receipt target=_blank>Open</a><p><button onclick=\"tell('first')\">Back</button>",
        pages: ["/receipt": "<title>second</title><button onclick=\"tell('second')\">Agree</button>"],
        told: ["second", "first"]
    ) { hand in
        try await hand.click("a")
        let other = try await hand.other("/receipt")
        try await other.click("button")
        try await other.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
        try await hand.click("button")
    }

    /// Of every kind those that hang most on the browser.
    private static let names: Set = [
        "a question for a text, and a message after it",
        "a form in a frame of another site, in a process of its own",
        "a frame in a frame, of two sites, scrolled out of view",
        "a form in a closed root",
        "a card that the browser carries to another column",
        "a list that is put in order by pointer events",
    ]

    private static let named = [GestureTests.deeds, FrameTests.deeds, ShadowTests.deeds, DragTests.deeds]
        .flatMap { $0 }.filter { names.contains($0.testDescription) }

    static let ways = [
        Browsers(teaching: .full, replaying: .headlessShell), Browsers(teaching: .headlessShell, replaying: .full),
    ]

    @Test("and the page comes to the same state", arguments: named + [tab], ways)
    func deed(_ deed: Deed, _ browsers: Browsers) async throws { try await expectFaithful(deed, across: browsers) }

    @Test("none of them is missing")
    func complete() { #expect(Self.named.count == Self.names.count) }

    @Test("the skill is the same, whichever it was taught in, but for places in pixels, which hang on the fonts")
    func sameSkill() async throws {
        let deed = GestureTests.deeds[0]
        try await DeedServer.with(deed) { server in
            let full = try await server.record { hand, _, _ in try await deed.act(hand) }
            let shell = try await server.record(in: .headlessShell) { hand, _, _ in try await deed.act(hand) }
            let skills = try [full, shell]
                .map { recording in
                    try recording.lastingSkill.map { $0.replacing(/box: \[[^\]]*\]/, with: "box") }
                }
            #expect(skills[1] == skills[0], "\(skills[1].difference(from: skills[0]))")
        }
    }

    @Test("a download comes in both", arguments: ways)
    func download(_ browsers: Browsers) async throws {
        let page = "<a id=go download=sales.csv href=/sales onclick=\"tell('asked')\">Sales</a>"
        let deed = Deed("a download", page: page, pages: ["/sales": "coffee,price"], told: ["asked"]) { _ in }
        try await DeedServer.with(deed) { server in
            let recording = try await server.record(in: browsers.teaching) { hand, sink, _ in
                try await hand.click("#go")
                _ = try await sink.event(named: .downloadStarted)
            }
            let skill = try recording.skillText
            #expect(skill.contains(#"then: { download: "*.csv" }"#), "\(skill)")
            let report = try await server.replay(skill, in: browsers.replaying)
            #expect(report.state == .succeeded, "\(report)")
        }
    }
}
