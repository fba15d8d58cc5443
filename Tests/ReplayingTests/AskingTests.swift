// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Oversight
import Replaying
import SkillKit
import Synchronization
import TestSupport
import Testing
import Vocabulary

@Suite("Steps that ask a person")
struct AskingTests {
    private static let page = """
        <title>Door</title><h1>Door</h1><p style="height: 2000px">Long</p>
        <input id=size aria-label=Size><input id=code aria-label=Code autocomplete=one-time-code>
        <button onclick="const told = new XMLHttpRequest();
          told.open('GET', '/told?' + size.value + '+' + code.value, false); told.send()">Knock</button>
        """

    private static func skill(_ site: String, _ first: String) -> String {
        """
        understudy: 1
        name: door
        description: Knock at a door.
        browser: { viewport: 1280x720, login: none }
        sites: { shop: "\(site)" }
        secrets: { code: shop }
        inputs:
          guest: { type: string, default: Ada }
        steps:
          - { id: a1, open: "shop:/" }
          - { id: a2, \(first) }
          - { id: a3, ask: Which size?, into: size }
          - { id: a4, fill: size, with: "{{ answers.size }}" }
          - { id: a5, ask: What is the code?, secret: code, target: code }
          - { id: a6, fill: code, with: "{{ secrets.code }}" }
          - { id: a7, click: knock }
        targets:
          size:
            looks: field "Size"
            locators:
              - { css: ["#size"], matched: 1 }
          code:
            looks: field "Code"
            locators:
              - { css: ["#code"], matched: 1 }
          knock:
            looks: button "Knock"
            locators:
              - { role: button, name: Knock, matched: 1 }
        fingerprints: # machine-written
          size: { v: 1, tag: input, role: textbox, name: Size, attributes: { id: size }, counts: { name: 1, id: 1 } }
          code: { v: 1, tag: input, role: textbox, name: Code, attributes: { id: code, autocomplete: one-time-code }, counts: { name: 1, id: 1 } }
          knock: { v: 1, tag: button, role: button, name: Knock, text: Knock, counts: { name: 1 } }

        """
    }

    private func run(
        _ first: String,
        _ person: ScriptedPerson,
        _ body: @escaping @Sendable (RunReport, Stage, FixtureServer) async throws -> Void
    ) async throws {
        try await withFixtureServer(["/": .page(Self.page), "/told": .text("ok")]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let admitted = try await stage.admit(Self.skill(server.origin(), first))
                    let player = stage.player(evidence: EvidenceStore(home: stage.home), asks: person.desk)
                    let report = await player.play(
                        admitted,
                        inputs: [:],
                        run: .new(),
                        in: browser,
                        observer: person
                    )
                    try await body(report, stage, server)
                }
            }
        }
    }

    @Test("the answers are given to the page, and the secret one is in no report, no event and no store afterwards")
    func answers() async throws {
        let person = ScriptedPerson([
            "a2": .yes, "a3": .text(Secret("large")), "a5": .text(Secret("739 204")),
        ])
        try await run("ask: \"Is it {{ inputs.guest }}?\"", person) { report, stage, server in
            #expect(report.state == .succeeded, "\(report)")
            let told = try await server.request(for: "/told", deadline: .after(.seconds(20)))
            #expect(told.query == "large+739%20204", "\(told.query ?? "")")
            let needs = person.needs
            #expect(needs.map(\.kind) == [.ask, .ask, .ask] && needs.map(\.form) == [.consent, .text, .secret])
            #expect(needs.map(\.text) == ["Is it Ada?", "Which size?", "What is the code?"])
            // What it is about was below the window's edge.
            let box = try #require(needs.last?.box)
            #expect(box.y >= 0 && box.y + box.height <= 1, "\(box)")
            #expect(needs.allSatisfy { $0.picture != nil && $0.expires != nil })
            for shown in ["\(report)", "\(stage.sink.events)"] {
                // Three digits alone may stand in an id.
                #expect(!shown.contains(/739\D{0,3}204/) && !shown.contains("large"))
            }
            let answered = stage.sink.events(named: .runStateChanged).compactMap { $0.extra["answered_by"]?.string }
            #expect(answered == ["ada", "ada", "ada"])
            #expect(!stage.secrets.masked("739 204").contains("secret"))
            #expect(stage.secrets.list().isEmpty)
        }
    }

    @Test("a no ends the run as refused, and no answer in time as failed")
    func refused() async throws {
        try await run("ask: Go on?", ScriptedPerson(["a2": .no])) { report, _, server in
            #expect(report.state == .refused && report.code == "answer_refused", "\(report)")
            #expect(server.requests(for: "/told").isEmpty)
        }
        try await run("ask: Go on?, within: 1ms", ScriptedPerson([:])) { report, _, _ in
            #expect(report.state == .failed && report.code == "answer_missing", "\(report)")
        }
    }

    @Test("an answer must be of the kind that is asked for, counts for its own step, and once")
    func desk() async throws {
        let desk = AskDesk()
        let run = RunID.new()
        let question = AskedQuestion(
            run: run,
            step: StepID(rawValue: "a1"),
            form: .text,
            deadline: .after(.seconds(60))
        )
        for wrong: AskedAnswer in [.yes, .no, .text(Secret("")), .text(Secret("a\0b"))] {
            #expect(!question.takes(wrong))
        }
        #expect(!desk.answer(run, with: .text(Secret("x")), by: "ada"))
        let said = try await desk.ask(question) {
            #expect(!desk.answer(run, with: .yes, by: "ada"))
            #expect(!desk.answer(run, with: .text(Secret("x")), to: "a2", by: "ada"))
            #expect(desk.answer(run, with: .text(Secret("x")), to: "a1", by: "ada"))
            #expect(!desk.answer(run, with: .text(Secret("y")), by: "eve"))
        }
        #expect(said?.principal == "ada")
        #expect(desk.question(of: run) == nil)
    }
}

/// Answers each step's question as soon as it is put.
private final class ScriptedPerson: RunObserver {
    let desk = AskDesk()
    private let answers: [String: AskedAnswer]
    private let seen = Mutex<[PersonNeed]>([])

    init(_ answers: [String: AskedAnswer]) { self.answers = answers }

    var needs: [PersonNeed] { seen.withLock { $0 } }

    func runNeeds(_ need: PersonNeed, of run: RunID) {
        seen.withLock { $0.append(need) }
        guard let answer = answers[need.step.rawValue] else { return }
        #expect(desk.answer(run, with: answer, to: need.step.rawValue, by: "ada"))
    }

    func stepBegan(_ step: StepReport, of run: RunID) {}
    func stepEnded(_ step: StepReport, of run: RunID) {}
    func runWaits(_ run: RunID, for approval: ApprovalID) {}
    func runAsks(_ run: RunID) {}
    func runStands(_ run: RunID, _ state: RunState, because reason: String?) {}
    func runGoesOn(_ run: RunID) {}
    func runEnded(_ report: RunReport) {}
}
