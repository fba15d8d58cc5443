// SPDX-License-Identifier: Apache-2.0
import Browsing
import Oversight
import Replaying
import SkillKit
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("Runs that wait their turn")
struct RunQueueTests {
    private struct Trusting: ApprovalLedger {
        func isApproved(slug: Slug, sha256: String) async throws -> Bool { true }
    }

    /// Of a browser that is never started.
    private static func executor(_ home: String, _ sink: RecordingSink) throws -> RunExecutor {
        let launch = BrowserLaunch(
            origin: .start(try BrowserBinary.find(preferred: "/bin/true")),
            keeper: .init(executable: Program.path),
            home: home,
            profile: try Slug("default"),
            port: 0
        )
        let desk = ApprovalDesk(events: sink)
        let gate = PermissionGate(
            events: sink,
            grants: try GrantStore(home: home),
            desk: desk,
            killSwitch: KillSwitch(home: home)
        )
        return RunExecutor(
            logins: LoginBrowsers(
                main: BrowserSupervisor(launch: launch, events: sink),
                profiles: Profiles(home: home, userName: nil)
            ) { _ in nil },
            authorities: AuthorityStore(home: home),
            player: Player(gate: gate, desk: desk, secrets: try SecretStore(home: home), events: sink),
            live: LiveRuns(),
            events: sink,
            concurrency: 1
        )
    }

    @Test("64 wait, and one more is refused, and is in the log as one that has failed")
    func full() async throws {
        try await withTemporaryFolder { folder in
            let sink = RecordingSink()
            let registry = try SkillRegistry(home: folder.path, ledger: Trusting(), events: sink)
            let pending = try await registry.propose(SampleSkill.greet("https://shop.example"), by: "import")
            let slug = try Slug("greet")
            _ = try await registry.approve(slug, sha256: pending.sha256, by: "operator")
            let skill = try await registry.admit(slug)
            let executor = try Self.executor(folder.path, sink)
            for _ in 0..<RunExecutor.queueLimit { _ = try await executor.submit(skill, inputs: ["name": "Ada"]) }
            #expect(sink.events(named: .runQueued).count == 64 && sink.events(named: .runEnded).isEmpty)
            await #expect {
                _ = try await executor.submit(skill, inputs: ["name": "Ada"])
            } throws: { ($0 as? CommandError)?.code == "run_queue_full" }
            let ended = sink.events(named: .runEnded)
            #expect(ended.count == 1 && ended[0].outcome == .failed && ended[0].extra["reason"] == "run_queue_full")
        }
    }
}
