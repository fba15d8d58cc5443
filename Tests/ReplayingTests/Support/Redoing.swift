// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

/// What came of a deed that was taught and done again.
struct Redone: Sendable {
    /// The skill's text.
    let skill: String
    /// What a reviewer was told of how it came about.
    let notes: [String]
    /// The replay.
    let report: RunReport
    /// What the page told the server while it was taught, and while it was done again.
    let taught: [String], replayed: [String]

    /// The words of the skill's actions, in order.
    var actions: [String] { report.steps.map { String($0.action.prefix { $0 != " " }) } }
}

/// `tell(x)` in a page: the server hears of it before the handler goes on.
private let tellingScript = """
    <script>function tell(x) { const r = new XMLHttpRequest(); r.open('GET', '/told?' + encodeURIComponent(x), false); r.send(); }</script>
    """

/// Teaches a deed on its page, approves the skill, and does it again on a fresh page, or on another one.
func redo(_ deed: Deed, on other: String? = nil) async throws -> Redone {
    try await withFixtureServer(["/told": .text("ok"), "/silent": .silence]) { server in
        let placed: @Sendable (String) -> FixtureReply = { page in
            FixtureReply.page(
                tellingScript + page.replacing("http://pay.localhost/", with: server.address(host: "pay.localhost"))
            )
        }
        for (path, page) in deed.pages.merging(["/": deed.page], uniquingKeysWith: { _, page in page }) {
            server.answer(path, with: placed(page))
        }
        return try await withTestBrowser { browser, _, sink in
            try await withTemporaryFolder { folder in
                let stage = try Stage(home: folder.path, sink: sink)
                let told: @Sendable () -> [String] = {
                    server.requests(for: "/told").map { ($0.query ?? "").removingPercentEncoding ?? "" }
                }
                let recording = try await stage.record(server.address("/"), in: browser, as: "deed", by: deed.act)
                let taught = told()
                let compilation = try Compiler.compile(recording)
                let text = SkillWriter.text(of: compilation.skill)
                let admitted = try await stage.admit(text)
                if let other { server.answer("/", with: placed(other)) }
                let report = await stage.player(grace: .seconds(1))
                    .play(admitted, inputs: [:], run: .new(), in: browser)
                return Redone(
                    skill: text,
                    notes: compilation.notes,
                    report: report,
                    taught: taught,
                    replayed: Array(told().dropFirst(taught.count))
                )
            }
        }
    }
}

/// Expects that a deed, done again, brings about what the person brought about.
@discardableResult
func expectFaithful(_ deed: Deed, sourceLocation: SourceLocation = #_sourceLocation) async throws -> Redone {
    let redone = try await redo(deed)
    let account = "\(redone.report.code ?? "") \(redone.report.message ?? "") \(redone.skill)"
    #expect(redone.taught == deed.told, "\(account)", sourceLocation: sourceLocation)
    #expect(redone.report.state == .succeeded, "\(account)", sourceLocation: sourceLocation)
    #expect(redone.replayed == deed.told, "\(account)", sourceLocation: sourceLocation)
    return redone
}
