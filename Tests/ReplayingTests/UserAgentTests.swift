// SPDX-License-Identifier: Apache-2.0
import Replaying
import SkillKit
import TestSupport
import Testing
import Vocabulary

@Suite("The browser says that it is what the skill says", .serialized)
struct UserAgentTests {
    private static func skill(_ origin: String, agent: String) -> String {
        """
        understudy: 1
        name: look
        description: Look at a page.
        browser: { viewport: 1280x720, user_agent: \(agent), login: none }
        sites: { shop: "\(origin)" }
        steps:
          - { id: a1, open: shop:/ }
          - { id: a2, expect: { title: Kiosk/1.0 } }

        """
    }

    @Test("the page and the server are told the skill's user agent")
    func told() async throws {
        let page = "<script>document.title = navigator.userAgent</script>"
        try await withFixtureServer(["/": .page(page)]) { server in
            try await withTestBrowser { browser, _, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let admitted = try await stage.admit(Self.skill(server.origin(), agent: "Kiosk/1.0 (test)"))
                    let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                    #expect(report.state == .succeeded, "\(report.message ?? "")")
                    #expect(server.requests(for: "/").first?.headers["user-agent"] == "Kiosk/1.0 (test)")
                }
            }
        }
    }

    @Test("a user agent is written as it was read, and one of two lines is refused")
    func format() throws {
        let good = SkillReader.read(Array(Self.skill("https://a.example", agent: "Kiosk/1.0").utf8), file: "s.yaml")
        let skill = try #require(good.skill)
        #expect(SkillWriter.text(of: skill).contains("user_agent: Kiosk/1.0, login: none"))
        let bad = SkillReader.read(
            Array(Self.skill("https://a.example", agent: "\"a\\r\\nb: c\"").utf8),
            file: "s.yaml"
        )
        #expect(bad.diagnostics.contains { $0.code == "S061" }, "\(bad.diagnostics)")
    }
}
