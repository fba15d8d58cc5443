// SPDX-License-Identifier: Apache-2.0
import Browsing
import CDP
import Glibc
import Oversight
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("When something breaks, the run ends with its name, and the next one works", .serialized)
struct FaultTests {
    /// A skill that opens one page and waits there for an element that never comes.
    private func waiting(on server: FixtureServer, path: String = "/", within: String = "20s") -> String {
        """
        understudy: 1
        name: waiting
        description: Wait.
        sites: { here: "\(server.origin())" }
        steps:
          - { id: a1, open: "here:\(path)", within: \(within) }
          - { id: a2, wait_for: { target: never }, within: \(within) }
        targets:
          never:
            looks: button "Never"
            locators:
              - { xpath: "//button[normalize-space()='Never']", matched: 1 }
        fingerprints:
          never: { v: 1, tag: button, role: button, name: Never }

        """
    }

    private func withStage(
        _ replies: [String: FixtureReply],
        _ body: @escaping @Sendable (Stage, FixtureServer, BrowserSupervisor) async throws -> Void
    ) async throws {
        try await withFixtureServer(replies) { server in
            try await withOwnBrowser { _, supervisor, sink in
                try await withTemporaryFolder { folder in
                    try await body(try Stage(home: folder.path, sink: sink), server, supervisor)
                }
            }
        }
    }

    private func play(_ stage: Stage, _ admitted: AdmittedSkill, _ supervisor: BrowserSupervisor) async throws
        -> RunReport
    {
        let browser = try await supervisor.browser(deadline: .after(.seconds(60)))
        return await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
    }

    @Test("a page that never answers fails its step at the step's deadline")
    func silentPage() async throws {
        try await withStage(["/": .silence]) { stage, server, supervisor in
            let admitted = try await stage.admit(waiting(on: server, within: "1s"))
            let report = try await play(stage, admitted, supervisor)
            #expect(report.code == "page_never_loaded")
            #expect(report.steps.map(\.id.rawValue) == ["a1"])
        }
    }

    @Test("what never appears is told with what each locator found")
    func neverAppears() async throws {
        try await withStage(["/": .page("<p>Empty</p>")]) { stage, server, supervisor in
            let admitted = try await stage.admit(waiting(on: server, within: "1s"))
            let report = try await play(stage, admitted, supervisor)
            #expect(report.code == "waited_in_vain")
            #expect(report.steps.last?.matches == ["xpath": 0])
        }
    }

    @Test("a page whose process dies fails the step at once, and the next run works")
    func crashedPage() async throws {
        try await withStage(["/": .page("<p>Here</p>")]) { stage, server, supervisor in
            let admitted = try await stage.admit(waiting(on: server))
            async let first = play(stage, admitted, supervisor)
            _ = try await stage.sink.event(named: .stepStarted) { $0.extra["step"] == "a2" }
            let browser = try await supervisor.browser(deadline: .after(.seconds(10)))
            try await CDPConnection.withConnection(
                to: WebSocketEndpoint(parsing: browser.endpoint),
                deadline: .after(.seconds(10))
            ) { connection in
                let targets = try await connection.browser.send(Target.GetTargets(), deadline: .after(.seconds(10)))
                for target in targets.targetInfos where target.url.hasPrefix(server.origin()) {
                    try await Hand.with(TabID(rawValue: target.targetId), at: browser.endpoint) { hand in
                        // The page dies before it can answer.
                        _ = try? await hand.session.send(Page.Crash(), deadline: .after(.seconds(5)))
                    }
                }
            }
            #expect(try await first.code == "tab_crashed")
            _ = try await stage.sink.event(named: .tabCrashed)
            server.answer("/", with: .page("<button>Never</button>"))
            #expect(try await play(stage, admitted, supervisor).state == .succeeded)
        }
    }

    @Test("a browser that is killed in the middle of a step fails the run at once, and the next run has a new one")
    func killedBrowser() async throws {
        try await withStage(["/": .page("<p>Here</p>")]) { stage, server, supervisor in
            let admitted = try await stage.admit(waiting(on: server))
            async let first = play(stage, admitted, supervisor)
            _ = try await stage.sink.event(named: .stepStarted) { $0.extra["step"] == "a2" }
            kill(try #require(supervisor.status.processID), SIGKILL)
            let report = try await first
            // Not by the step's own deadline, which would be another code.
            #expect(report.code == "tab_closed")
            _ = try await stage.sink.event(named: .browserExited)
            server.answer("/", with: .page("<button>Never</button>"))
            #expect(try await play(stage, admitted, supervisor).state == .succeeded)
        }
    }
}
