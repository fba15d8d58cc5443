// SPDX-License-Identifier: Apache-2.0
import Browsing
import CDP
import Glibc
import TestSupport
import Testing
import Vocabulary

@Suite("A browser that something else runs", .serialized)
struct AttachTests {
    /// Starts a Chromium as somebody else would, and gives the address at which it can be driven.
    private func withOtherBrowser(
        _ body: (RunningProgram, _ address: String) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let switches = [
                "--headless", "--no-sandbox", "--no-first-run", "--disable-gpu", "--remote-debugging-port=0",
                "--user-data-dir=\(folder.path)", "about:blank",
            ]
            try await Program.start(switches, of: BrowserBinary.find(preferred: nil).path) { browser in
                let line = try await browser.errorLine(containing: "DevTools listening on ")
                let address = try #require(line.firstMatch(of: /ws:\/\/\S+/)).output
                try await body(browser, String(address))
            }
            #expect(await Program.leftOvers(of: folder.path).isEmpty)
        }
    }

    @Test("it is driven, every status says whose it is, and it goes on afterwards as it was")
    func attached() async throws {
        try await withOtherBrowser { browser, address in
            try await withFixtureServer(["/": .page("<output name=greeting aria-label=Greeting>Hello</output>")]) {
                server in
                try await withHome { home, folder in
                    try await SampleSkill.approve(SampleSkill.greet(server.origin()), in: home, folder)
                    try await Program.serve(home: home, ["--attach", address]) { _ in
                        let status = try await Program.run(["status", "--home", home])
                        #expect(status.output.contains("browser   ready Chrome/"), "\(status)")
                        #expect(status.output.contains("cdp       \(address)"), "\(status)")
                        #expect(status.output.contains("Something else runs the browser (--attach)"), "\(status)")
                        #expect(status.output.contains("sandbox   not known (--attach)"), "\(status)")
                        let run = try await Program.run([
                            "skills", "run", "greet", "--input", "name=Ada", "--home", home,
                        ])
                        #expect(run.status == 0 && run.output.contains("Hello"), "\(run)")
                    }
                }
            }
            #expect(kill(browser.id, 0) == 0, "it is not ours to end")
            let targets = try await CDPConnection.withConnection(
                to: WebSocketEndpoint(parsing: address),
                deadline: .after(.seconds(10))
            ) { try await $0.browser.send(Target.GetTargets(), deadline: .after(.seconds(10))).targetInfos }
            #expect(targets.filter { $0.type == "page" }.map(\.url) == ["about:blank"], "no tab of ours is left")
        }
    }

    @Test("a page that it kept while another was shown is found again by 'back'")
    func restored() async throws {
        let kept = ["Content-Type": "text/html", "Cache-Control": "max-age=60"]
        let page = """
            <output name=greeting aria-label=Greeting>Loaded</output>
            <script>onpageshow = (shown) => { if (shown.persisted) document.querySelector('output').value = 'Kept' }</script>
            """
        let pages: [String: FixtureReply] = [
            "/": .text(page, headers: kept), "/two": .text("<p>Two", headers: kept),
        ]
        try await withOtherBrowser { _, address in
            try await withFixtureServer(pages) { server in
                try await withHome { home, folder in
                    let skill = SampleSkill.greet(server.origin())
                        .replacing(
                            "  - { id: a2,",
                            with: """
                                  - { id: b1, open: "shop:/two" }
                                  - { id: b2, back: true }
                                  - { id: b3, forward: true }
                                  - { id: b4, back: true }
                                  - { id: a2,
                                """
                        )
                    try await SampleSkill.approve(skill, in: home, folder)
                    try await Program.serve(home: home, ["--attach", address]) { _ in
                        let run = try await Program.run([
                            "skills", "run", "greet", "--input", "name=Ada", "--home", home,
                        ])
                        #expect(run.status == 0 && run.output.contains("Kept"), "\(run)")
                    }
                }
            }
        }
    }

    @Test("when it ends, the appliance says what happened, and a run is told so")
    func ended() async throws {
        try await withOtherBrowser { browser, address in
            try await withHome { home, folder in
                try await SampleSkill.approve(SampleSkill.greet("http://127.0.0.1:9"), in: home, folder)
                try await Program.serve(home: home, ["--attach", address]) { _ in
                    try await Program.start(["audit", "tail", "--follow", "--home", home]) { log in
                        browser.send(SIGKILL)
                        let exited = try await log.line(containing: #""event":"browser_exited""#)
                        #expect(exited.contains("browser_lost") && exited.contains("\(address) is gone"), "\(exited)")
                        let degraded = try await log.line(containing: #""event":"browser_degraded""#)
                        #expect(degraded.contains("connection_failed") && degraded.contains(address), "\(degraded)")
                    }
                    let status = try await Program.run(["status", "--home", home])
                    #expect(status.output.contains("browser   degraded"), "\(status)")
                    #expect(
                        status.output.contains("reason") && status.output.contains("[connection_failed]"),
                        "\(status)"
                    )
                    #expect(!status.output.contains("drives the browser"), "there is none to be driven")
                    let run = try await Program.run(["skills", "run", "greet", "--input", "name=Ada", "--home", home])
                    #expect(run.status == 1, "\(run)")
                    // Refused at once, or begun just before the browser was given up.
                    #expect(
                        ["connection_failed", "Could not connect"].contains { run.description.contains($0) },
                        "\(run)"
                    )
                }
            }
        }
    }
}
