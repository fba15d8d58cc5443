// SPDX-License-Identifier: Apache-2.0
import Browsing
import Oversight
import Replaying
import SkillKit
import TestSupport
import Testing
import Vocabulary

@Suite("A click by words that a page draws")
struct DrawnClickTests {
    /// Says in its title where it was clicked.
    private static let page = """
        <title>Plans</title><body style='margin:0'><canvas width=600 height=200
        onclick="document.title = 'at ' + Math.round(event.clientX) + ' ' + Math.round(event.clientY)"></canvas>
        <p style='margin:0;height:40px' onclick="document.title = 'words'">&nbsp;</p>
        <canvas width=600 height=100 aria-label='Delete it' style='display:block'
        onclick="document.title = 'deleted'"></canvas>
        """

    private static func weekly(_ x: Double, _ y: Double) -> ScreenLine {
        ScreenLine(text: "Weekly", box: Rectangle(x: x, y: y, width: 80, height: 20))
    }

    private struct Case {
        let eyes: ScriptedEyes
        var title = ""
        /// What the refusal says; nil for a click.
        var why: String?

        /// - Parameter seen: where the words stand at each look; the last counts for all that follow.
        init(_ seen: [[ScreenLine]], clicked title: String) { (eyes, self.title) = (ScriptedEyes(lines: seen), title) }

        init(_ seen: [[ScreenLine]], refused why: String) { (eyes, self.why) = (ScriptedEyes(lines: seen), why) }
    }

    private let cases = [
        Case([[weekly(35, 40)]], clicked: "at 75 50"),
        // The first click's place is given up, because the words are elsewhere right before it.
        Case([[], [weekly(40, 40)], [weekly(300, 120)]], clicked: "at 340 130"),
        Case([[weekly(40, 40), weekly(300, 40)]], refused: "more than once"),
        Case([[ScreenLine(text: "Weekly is sold out", box: weekly(40, 40).box)]], refused: "says more than that"),
        Case([[weekly(40, 212)]], refused: "is no picture"),
        Case([[weekly(40, 186)]], refused: "is not one element"),
        Case([[weekly(40, 270)]], refused: "cannot be undone"),
    ]

    @Test("It goes to the one place that says them, looked at again right before, and to nothing else")
    func clicks() async throws {
        try await withFixtureServer(["/": .page(Self.page)]) { server in
            try await withTemporaryFolder { folder in
                try await withTestBrowser { browser, sink in
                    let stage = try Stage(home: folder.path, sink: sink)
                    for one in cases {
                        let admitted = try await stage.admit(Self.skill(server.origin(), one))
                        let report = await stage.player(screen: one.eyes)
                            .play(admitted, inputs: [:], run: .new(), in: browser)
                        check(report, one)
                    }
                    let rescues = sink.events.compactMap { $0.extra["rescue"]?["level"]?.string }
                    #expect(rescues == ["screen", "screen"], "\(rescues)")
                }
            }
        }
    }

    private func check(_ report: RunReport, _ one: Case) {
        guard let why = one.why else {
            #expect(report.state == .succeeded, "\(report.message ?? "")")
            #expect(report.steps[1].locator == "screen" && report.steps[1].rescue?.level == .screen)
            return
        }
        #expect(report.code == "target_not_found", "\(why): \(report)")
        #expect(report.message?.contains(why) == true && report.message?.contains("Weekly") == false, "\(report)")
    }

    private static func skill(_ site: String, _ one: Case) -> String {
        """
        understudy: 1
        name: look
        description: Click what is drawn.
        browser: { viewport: 1280x720, login: none }
        sites: { shop: "\(site)" }
        steps:
          - { id: a1, open: "shop:/" }
          - { id: a2, click: weekly, within: \(one.why == nil ? "20s" : "600ms") }
          - { id: a3, expect: { title: "\(one.title)" } }
        targets:
          weekly:
            looks: 'the drawn button "Weekly"'
            screen_text: Weekly
            locators: []
        fingerprints: # machine-written
          weekly: { v: 1, tag: canvas }

        """
    }
}
