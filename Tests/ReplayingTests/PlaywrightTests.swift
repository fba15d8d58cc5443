// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import Subprocess
import SystemPackage
import TestSupport
import Testing
import Vocabulary

/// Playwright for Python, as `.ci/playwright` puts it.
private enum Playwright {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let python = folder.deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent(".build/playwright/bin/python").path
}

@Suite(
    "A session that Playwright for Python performs",
    .enabled(if: FileManager.default.isExecutableFile(atPath: Playwright.python), "`.ci/playwright` makes it")
)
struct PlaywrightTests {
    private static let page = """
        <title>Beans</title>
        <p><label>Name <input id=name onchange="tell('name ' + this.value)"></label>
        <label>Size <select id=size onchange="tell('size ' + this.value)"><option>Small<option>Large</select></label>
        <label><input id=gift type=checkbox onchange="tell('gift ' + this.checked)"> Gift</label>
        <label>Find <input id=find onkeydown="if (event.key === 'Enter') tell('find ' + this.value)"></label>
        <p><iframe name=card src=http://pay.localhost/card width=300 height=100></iframe>
        <p><a id=receipt href=/receipt target=_blank>Receipt</a>
        <button id=ask onclick="tell('sure ' + confirm('Sure?'))">Ask</button>
        <a id=file download=sales.csv href=/sales onclick="tell('file')">Sales</a>
        """ + DragTests.board(["Todo", "Done"])

    private static let deed = Deed(
        "a session of everything",
        page: page,
        pages: [
            "/card": "<button onclick=\"tell('greeted')\">Greet</button>",
            "/receipt": "<title>Receipt</title><button onclick=\"tell('agreed')\">Agree</button>",
            "/sales": "coffee,price",
        ],
        told: [
            "name Ada Lovelace", "size Large", "gift true", "find beans", "greeted", "agreed", "sure true",
            "paint>done", "file",
        ]
    ) { hand in
        try await hand.click("#name")
        try await hand.type("Ada Lovelace")
        try await hand.evaluate("document.querySelector('#size').focus()")
        try await hand.press("End", code: 35)
        try await hand.click("#gift")
        try await hand.click("#find")
        try await hand.type("beans")
        try await hand.enter()
        try await hand.frame("iframe", showing: "/card").click("button")
        try await hand.click("#receipt")
        let other = try await hand.other("/receipt")
        try await other.click("button")
        try await other.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
        try await hand.answering([(true, nil)]) { try await hand.click("#ask") }
        try await hand.drag(from: hand.point("#paint"), to: hand.point("#done"))
        try await hand.click("#file")
    }

    /// Lets Playwright be the person in the browser that the hand is connected to.
    private func perform(at endpoint: String, _ address: String) async throws {
        let script = Playwright.folder.appendingPathComponent("Clients/playwright_person.py").path
        let ending = try await withDeadline(.after(.seconds(90)), waitingFor: "Playwright") {
            try await Subprocess.run(
                .path(FilePath(Playwright.python)),
                arguments: [script, endpoint, address],
                output: .discarded,
                error: .string(limit: 1 << 16)
            )
        }
        try #require(ending.terminationStatus.isSuccess, "\(ending.standardError)")
    }

    @Test("compiles to the skill of a hand that did the same, and is done again by it")
    func sameSkill() async throws {
        let deed = Self.deed
        try await DeedServer.with(deed) { server in
            let mine = try await server.record { hand, sink, _ in
                try await deed.act(hand)
                _ = try await sink.event(named: .downloadStarted)
            }
            #expect(server.told == deed.told)
            let theirs = try await server.record { _, sink, endpoint in
                try await perform(at: endpoint, server.server.address("/"))
                _ = try await sink.event(named: .downloadStarted)
            }
            #expect(server.told == deed.told + deed.told)
            let (expected, skill) = (try mine.lastingSkill, try theirs.lastingSkill)
            #expect(skill == expected, "\(skill.difference(from: expected))")
            let report = try await server.replay(try theirs.skillText, in: .full)
            #expect(report.state == .succeeded, "\(report.message ?? "")")
            #expect(server.told == deed.told + deed.told + deed.told)
        }
    }
}
