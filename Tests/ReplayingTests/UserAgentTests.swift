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
            try await withTestBrowser { browser, sink in
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

    @Test(
        "workers of every kind say so to the servers that they ask, and have the language and the time zone of the page"
    )
    func workers() async throws {
        let worker = FixtureReply.text(
            """
            const told = [Intl.DateTimeFormat().resolvedOptions().timeZone,
              Intl.NumberFormat().resolvedOptions().locale].join(' ');
            new BroadcastChannel('over').postMessage(told);
            fetch('/asked?' + self.constructor.name);
            """,
            headers: ["Content-Type": "text/javascript"]
        )
        let page = """
            <script>
            const told = [];
            new BroadcastChannel('over').onmessage = (event) => {
              told.push(event.data);
              const same = told.every((text) => text === 'Asia/Tokyo de-DE');
              if (told.length === 3) document.title = same ? 'Kiosk/1.0' : told.join();
            };
            new Worker('/worker'); new SharedWorker('/worker'); navigator.serviceWorker.register('/worker');
            </script>
            """
        try await withFixtureServer(["/": .page(page), "/worker": worker, "/asked": .page("")]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let text = Self.skill(server.origin(), agent: "Kiosk/1.0")
                        .replacing("login: none", with: "locale: de-DE, timezone: Asia/Tokyo, login: none")
                    let admitted = try await stage.admit(text)
                    let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                    #expect(report.state == .succeeded, "\(report.message ?? "")")
                    for kind in ["Dedicated", "Shared", "Service"] {
                        let asked = try await server.request(for: "/asked") { $0.query?.hasPrefix(kind) == true }
                        #expect(asked.headers["user-agent"] == "Kiosk/1.0", "\(kind)")
                    }
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
