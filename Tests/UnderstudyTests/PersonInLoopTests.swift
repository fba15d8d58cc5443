// SPDX-License-Identifier: Apache-2.0
import CDP
import Console
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("A person in the loop of a served run", .serialized)
struct PersonInLoopTests {
    private static let page = FixtureReply.page(
        "<title>Shop</title><button id=call>Call</button><input type=password aria-label=Key>"
    )

    /// Waits for a button that never comes.
    private static func skill(_ site: String) -> String {
        """
        understudy: 1
        name: wait
        description: Wait for a button.
        browser: { viewport: 1280x720, login: none }
        sites: { shop: "\(site)" }
        steps:
          - { id: a1, open: "shop:/" }
          - { id: a2, click: keep, within: 60s }
        targets:
          keep:
            looks: button "Keep"
            locators:
              - { role: button, name: Keep, matched: 1 }
        fingerprints: # machine-written
          keep: { v: 1, tag: button, role: button, name: Keep, text: Keep, counts: { name: 1 } }

        """
    }

    private func withRun(
        _ body: @escaping @Sendable (RemoteAppliance, RunID, String) async throws -> Void
    ) async throws {
        try await withFixtureServer(["/": Self.page]) { server in
            try await withHome { home, folder in
                try await SampleSkill.approve(Self.skill(server.origin()), in: home, folder)
                try await Program.serve(home: home) { _ in
                    let appliance = try await RemoteAppliance.serving(home)
                    let run = try await appliance.startRun(Slug("wait"), StartRun(), by: .operator).summary.id
                    // The step that waits has begun.
                    for try await line in appliance.eventStream(after: 0, of: run) {
                        let event = try JSONText.parse(line.json)
                        if event["event"] == "step_started", event["extra"]?["step"] == "a2" { break }
                    }
                    try await body(appliance, run, home)
                }
                #expect(await Program.leftOvers(of: folder.path).isEmpty)
            }
        }
    }

    private func code(_ body: () async throws -> Void) async -> String? {
        do { try await body() } catch { return (error as? any ExplainedError)?.code }
        return nil
    }

    @Test("it is paused, resumed and taken over, handed back and ended, and the log tells by whom")
    func wholeWay() async throws {
        try await withRun { appliance, run, home in
            #expect(try await appliance.run(run).control?.driver == "replay")
            try await appliance.pauseRun(run, by: .operator)
            try await appliance.resumeRun(run, by: .operator)
            let lease = try await appliance.takeOver(run, TakeOver(), by: .operator)
            let taken = try await appliance.run(run)
            #expect(taken.summary.state == .takenOver && taken.control?.driver == "person", "\(taken)")
            #expect(taken.control?.principal == "operator" && taken.control?.tab == lease.tab)
            #expect(await code { _ = try await appliance.takeOver(run, TakeOver(), by: .operator) } == "lease_held")
            #expect(await code { try await appliance.pauseRun(run, by: .operator) } == "lease_held")
            #expect(
                await code {
                    _ = try await appliance.inject(InjectActions(steps: [["click": "keep"]]), into: run, by: .operator)
                } == "inject_refused"
            )
            let renewed = try await appliance.renewLease(RenewLease(lease: lease.lease), of: run, by: .operator)
            #expect(renewed.lease == lease.lease && renewed.expires == 30)
            let answer = try await appliance.handBack(run, HandBack(lease: lease.lease), by: .operator)
            #expect(answer.then == nil && answer.interrupted?.matches == false, "\(answer)")
            let told = try await Program.run(
                ["runs", "handback", run.rawValue, lease.lease.rawValue, "--then", "stop", "--home", home]
            )
            #expect(told.status == 0 && told.output.contains("The run was told: stop."), "\(told)")
            let end = try await appliance.awaitRun(run, for: .seconds(30))
            #expect(end.summary.state == .cancelled && end.summary.reason == "stopped_by_person", "\(end)")
            #expect(end.control == nil)
            let changes = try await appliance.events(EventQuery(event: "control_changed"))
                .map { try JSONText.parse($0.json) }
            #expect(changes.map { $0["extra"]?["change"]?.string } == ["pause", "resume", "takeover", "handback"])
            #expect(changes.allSatisfy { $0["extra"]?["principal"] == "operator" })
            #expect(await code { try await appliance.pauseRun(run, by: .operator) } == "run_not_driven")
        }
    }

    @Test("what is done in it becomes a pending revision when it is asked for, and no secret is kept")
    func kept() async throws {
        try await withRun { appliance, run, _ in
            let lease = try await appliance.takeOver(run, TakeOver(keep: true), by: .operator)
            let endpoint = try await #require(appliance.status().browser.cdp)
            let tab = try #require(lease.tab)
            try await CDPConnection.withConnection(
                to: WebSocketEndpoint(parsing: endpoint),
                deadline: .after(.seconds(10))
            ) { connection in
                let attached = try await connection.browser.send(
                    Target.AttachToTarget(targetId: tab.rawValue, flatten: true),
                    deadline: .after(.seconds(10))
                )
                let session = connection.session(CDPSessionID(rawValue: attached.sessionId))
                for (type, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
                    _ = try await session.send(
                        Input.DispatchMouseEvent(
                            type: type,
                            x: 25,
                            y: 18,
                            button: type == "mouseMoved" ? "none" : "left",
                            buttons: buttons,
                            clickCount: type == "mouseMoved" ? 0 : 1
                        ),
                        deadline: .after(.seconds(10))
                    )
                }
            }
            let answer = try await appliance.handBack(run, HandBack(lease: lease.lease, then: .stop), by: .operator)
            let pending = try #require(answer.pending, "\(answer)")
            let detail = try await appliance.pendingSkill(pending.slug, String(pending.sha256.prefix(12)))
            #expect(detail.source.contains("- { id: a3, click: call }"), "\(detail.source)")
            #expect(try await appliance.awaitRun(run, for: .seconds(30)).summary.state == .cancelled)
        }
    }
}
