// SPDX-License-Identifier: Apache-2.0
import Browsing
import Oversight
import Replaying
import SkillKit
import Synchronization
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@Suite("Steps that wait for text on the screen")
struct ScreenTextStepTests {
    @Test("They look again until the words are there, and say how they were found")
    func waits() async throws {
        let eyes = ScriptedEyes([["Sizes"], ["Sizes", "large €176.00"]])
        let report = try await run(#"wait_for: { screen_text: "€176.00" }, within: 10s"#, eyes)
        #expect(report.state == .succeeded, "\(report.message ?? "")")
        #expect(report.steps.last?.locator == "screen_text")
        #expect(report.steps.last?.attempts == 2)
        #expect(eyes.pictures.allSatisfy { $0.starts(with: [0xFF, 0xD8, 0xFF]) && $0.count > 1000 })
        #expect(Set(eyes.places).count == 1)
    }

    /// What the reader of pictures says when its process has gone.
    private struct ReaderGone: ExplainedError {
        let code: String
        let message = "The process that reads pictures has ended."
        let kind = ErrorKind.failed
    }

    @Test(
        "A reader that ends, by a purge or a picture that breaks it, costs one look",
        arguments: ["reader_ended", "reader_late"]
    )
    func broken(code: String) async throws {
        let eyes = ScriptedEyes([[], ["large €176.00"]], breakingWith: ReaderGone(code: code))
        let report = try await run(#"wait_for: { screen_text: "€176.00" }, within: 10s"#, eyes)
        #expect(report.state == .succeeded, "\(report.message ?? "")")
        #expect(report.steps.last?.attempts == 2)
    }

    @Test("What does not come in time ends the run, and its words are in no message")
    func inVain() async throws {
        let report = try await run(
            "expect: { screen_text: Marmalade }, within: 500ms",
            ScriptedEyes([["private words of the page"]])
        )
        #expect(report.code == "expectation_failed")
        let message = try #require(report.message)
        #expect(message == "Waited for text on the screen, but the picture of the page shows something else.")
    }

    @Test("Without anybody who reads, and without anything to find, it is said at once")
    func nobody() async throws {
        #expect(try await run("expect: { screen_text: Total }", nil).code == "screen_unreadable")
        let nothing = try await run("expect: { screen_text: \"!?\" }", ScriptedEyes([]))
        #expect(nothing.code == "expectation_failed")
        #expect(nothing.message?.contains("no letter") == true)
    }

    @Test("A site whose pictures may not be read is not pictured")
    func excluded() async throws {
        let eyes = ScriptedEyes([["Total"]], isExcluded: true)
        let report = try await run("expect: { screen_text: Total }, within: 500ms", eyes)
        #expect(report.code == "expectation_failed" && eyes.pictures.isEmpty)
        #expect(report.message?.contains("may not be read") == true)
    }

    @Test("While the page's text shows a stored secret nothing is pictured")
    func secret() async throws {
        let eyes = ScriptedEyes([["Total"]])
        let report = try await run(
            "expect: { screen_text: Total }, within: 500ms",
            eyes,
            page: "<p>hunter2-hunter2</p>",
            secret: "hunter2-hunter2"
        )
        #expect(report.code == "expectation_failed")
        #expect(report.message?.contains("shows a secret") == true)
        #expect(eyes.pictures.isEmpty)
    }

    /// Runs a skill that opens a page and looks at its picture.
    private func run(
        _ step: String,
        _ eyes: ScriptedEyes?,
        page: String = "<canvas width=300 height=100></canvas>",
        secret: String? = nil
    ) async throws -> RunReport {
        try await withFixtureServer(["/": .page(page)]) { server in
            let text = """
                understudy: 1
                name: look
                description: Look at a picture.
                browser: { viewport: 1280x720, login: none }
                sites: { shop: "\(server.origin())" }
                steps:
                  - { id: a1, open: "shop:/" }
                  - { id: a2, \(step) }

                """
            return try await withTemporaryFolder { folder in
                try await withTestBrowser { browser, sink in
                    let stage = try Stage(home: folder.path, sink: sink)
                    if let secret {
                        let origin = try WebOrigin(server.origin())
                        try await stage.secrets.set("code", origin: origin, value: Secret(secret), events: sink)
                    }
                    let admitted = try await stage.admit(text)
                    return await stage.player(screen: eyes).play(admitted, inputs: [:], run: .new(), in: browser)
                }
            }
        }
    }
}
