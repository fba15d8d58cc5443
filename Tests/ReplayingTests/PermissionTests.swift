// SPDX-License-Identifier: Apache-2.0
import Browsing
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("What pages may use is what the skill says, or what the person answered, and nothing else", .serialized)
struct PermissionTests {
    /// Asks for something when its button is clicked, and tells what it then may use.
    private static func page(asking calls: String) -> String {
        """
        <button onclick="ask()">Ask</button><script>
        function tell(x) { const r = new XMLHttpRequest(); r.open('GET', '/told?' + x, false); r.send(); }
        async function ask() {
          let at = '';
          const place = () => navigator.geolocation.getCurrentPosition(() => {}, () => {});
          const notes = () => Notification.requestPermission();
          \(calls)
          const state = async (name) => (await navigator.permissions.query({ name })).state;
          const states = [];
          for (const name of ['geolocation', 'notifications', 'camera', 'midi']) states.push(name + '=' + await state(name));
          if (at) states.push('at=' + at);
          tell(states.join(';'));
          document.title = 'told';
        }
        </script>
        """
    }

    /// Teaches it, and replays what `change` makes of the skill on each of the pages.
    private func told(
        asking calls: String,
        answers: [(kind: DialogKind, isAccepted: Bool)] = [],
        replaying others: [String],
        _ change: @escaping @Sendable (String) -> String = { $0 }
    ) async throws -> (told: [String], reports: [RunReport], skill: String) {
        let result = Watched<(told: [String], reports: [RunReport], skill: String)>(([], [], ""))
        try await withFixtureServer(["/": .page(Self.page(asking: calls)), "/told": .text("ok")]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let address = server.address("/", host: "localhost")
                    let recording = try await stage.record(address, in: browser, as: "ask") { hand in
                        async let click: Void = hand.click("button")
                        for answer in answers { try await self.answer(answer, in: browser, of: stage) }
                        try await click
                        _ = try await server.request(for: "/told")
                    }
                    let skill = change(SkillWriter.text(of: try Compiler.compile(recording).skill))
                    // A run ends with its last step: it is one that waits until the page has told.
                    let last = "\n  - { id: z9, wait_for: { title: told }, within: 30s }\ntargets:\n"
                    let admitted = try await stage.admit(skill.replacing("\ntargets:\n", with: last))
                    var reports: [RunReport] = []
                    for calls in others {
                        server.answer("/", with: .page(Self.page(asking: calls)))
                        reports.append(
                            await stage.player().play(admitted, inputs: [:], run: .new(), in: browser)
                        )
                    }
                    let told = server.requests(for: "/told").map { $0.query ?? "" }
                    result.update { [reports] in $0 = (told, reports, skill) }
                }
            }
        }
        return result.current
    }

    /// Waits for what the page asks, and answers it as the person does.
    private func answer(
        _ answer: (kind: DialogKind, isAccepted: Bool),
        in browser: RunningBrowser,
        of stage: Stage
    ) async throws {
        _ = try await stage.sink.event(named: .dialogOpened) { $0.extra["kind"] == .string(answer.kind.rawValue) }
        let tab = try #require(browser.tabAskingInDialog)
        let question = try #require(tab.dialogQuestion)
        #expect(question.kind == answer.kind)
        try await TeachingSession.answerDialog(
            question.number,
            isAccepted: answer.isAccepted,
            text: nil,
            by: "operator",
            in: browser,
            gate: stage.gate
        )
    }

    /// It is held for the person and gets their answer in each run; what no step foresees is refused and ends the run.
    static let answered = "a page that asks where the person is, and to show notifications"

    @Test("a page that asks where the person is, and to show notifications")
    func asked() async throws {
        let (told, reports, skill) = try await told(
            asking: "place(); notes(); place();",
            answers: [(.geolocation, true), (.notifications, false)],
            replaying: [
                "place(); notes(); place();", "place(); notes(); navigator.geolocation.watchPosition(() => {})",
                "notes()",
            ]
        )
        let both = "geolocation=granted;notifications=denied;camera=denied;midi=denied"
        #expect(told.prefix(3) == [both, both, both], "\(told)")
        // The run may be over, and its page gone, before the page can tell what it was refused.
        let refused = "geolocation=prompt;notifications=denied;camera=denied;midi=denied"
        #expect(told.dropFirst(3).allSatisfy { $0 == refused }, "\(told)")
        #expect(reports.map(\.state) == [.succeeded, .succeeded, .failed], "\(reports)")
        #expect(reports.last?.code == "unexpected_dialog")
        #expect(
            skill.contains(
                "dialog: [{ kind: geolocation, answer: accept }, { kind: notifications, answer: dismiss }]"
            ),
            "\(skill)"
        )
    }

    @Test("what the skill names is permitted to its sites, and what nobody was asked for is refused")
    func granted() async throws {
        let locating =
            "at = await new Promise((ok) => navigator.geolocation.getCurrentPosition((p) => ok(p.coords.latitude), () => ok('nowhere')))"
        let (told, reports, _) = try await told(asking: "", replaying: [locating]) {
            $0.replacing("login: none }", with: "permissions: [geolocation, midi], place: [52.5, 13.25], login: none }")
        }
        #expect(
            told == [
                "geolocation=prompt;notifications=prompt;camera=denied;midi=denied",
                "geolocation=granted;notifications=prompt;camera=denied;midi=granted;at=52.5",
            ]
        )
        #expect(reports.map(\.state) == [.succeeded], "\(reports)")
    }

    @Test("a page that asks in a run whose skill knows of no question is refused, and the run stops")
    func unforeseen() async throws {
        func page(_ asking: String) -> String {
            """
            <button onclick="\(asking)">Ask</button><button id=b disabled onclick="tell('done')">Next</button><script>
            function next() { setTimeout(() => { b.disabled = false }, 50) }</script>
            """
        }
        let deed = Deed("a page that asks for nothing", page: page("next()"), told: ["done"]) { hand in
            try await hand.click("button")
            try await hand.wait("!b.disabled")
            try await hand.click("#b")
        }
        let redone = try await redo(deed, on: page("navigator.geolocation.getCurrentPosition(next, next)"))
        #expect(redone.taught == ["done"] && redone.report.code == "unexpected_dialog", "\(redone.report)")
    }
}
