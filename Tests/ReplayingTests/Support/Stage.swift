// SPDX-License-Identifier: Apache-2.0
import Browsing
import Oversight
import Replaying
import SkillKit
import Synchronization
import Teaching
import TestSupport
import Vocabulary
import WebAddresses

/// Approvals in memory, as the audit log would answer them.
final class MemoryLedger: ApprovalLedger {
    let sink: RecordingSink
    init(sink: RecordingSink) { self.sink = sink }

    func isApproved(slug: Slug, sha256: String) async throws -> Bool {
        sink.events(named: .skillApproved)
            .contains {
                $0.extra["slug"] == .string(slug.text) && $0.extra["sha256"] == .string(sha256)
            }
    }
}

/// Everything a recording and a replay need, around one home folder.
struct Stage {
    let home: String
    let sink: RecordingSink
    let desk: ApprovalDesk
    let gate: PermissionGate
    let grants: GrantStore
    let killSwitch: KillSwitch
    let secrets: SecretStore
    let registry: SkillRegistry

    init(home: String, sink: RecordingSink) throws {
        self.home = home
        self.sink = sink
        desk = ApprovalDesk(events: sink, limit: .seconds(90))
        killSwitch = KillSwitch(home: home)
        grants = try GrantStore(home: home)
        gate = PermissionGate(
            events: sink,
            grants: grants,
            desk: desk,
            killSwitch: killSwitch
        )
        secrets = try SecretStore(home: home)
        registry = try SkillRegistry(home: home, ledger: MemoryLedger(sink: sink), events: sink)
    }

    var files: FileStore { FileStore(home: home) }

    var player: Player { player() }

    func player(
        grace: Duration = .zero,
        evidence: EvidenceStore? = nil,
        screen: (any ScreenWords)? = nil,
        asks: AskDesk = AskDesk()
    ) -> Player {
        Player(
            gate: gate,
            desk: desk,
            secrets: secrets,
            events: sink,
            evidence: evidence,
            files: files,
            screen: screen,
            asks: asks,
            grace: grace
        )
    }

    /// Records what a hand does on a page, and gives back the recording.
    func record(
        _ address: String,
        in browser: RunningBrowser,
        as name: String,
        by hand: @escaping @Sendable (Hand) async throws -> Void
    ) async throws -> Recording {
        try await record(address, in: browser, as: name) { own, _ in try await hand(own) }
    }

    /// Records what a hand does on a page, and what it asks for meanwhile.
    func record(
        _ address: String,
        in browser: RunningBrowser,
        as name: String,
        asking hand: @escaping @Sendable (Hand, TeachingControls) async throws -> Void
    ) async throws -> Recording {
        let start = try WebAddress(address)
        let slug = try Slug(name)
        let path = "\(home)/\(name).jsonl"
        let header = RecordingHeader(
            slug: slug,
            name: name,
            started: .now(),
            url: address,
            browser: browser.version,
            viewport: "1280x720"
        )
        let session = TeachingSession(writer: try RecordingWriter(path: path, header: header), gate: gate, slug: slug)
        try await record(in: browser, asking: hand) { stops, begun in
            try await session.record(from: start, in: browser, until: stops, begun: begun)
        }
        return try RecordingFile.read(path)
    }

    /// Goes on from a step of a skill with what a hand does.
    func record(
        after admitted: AdmittedSkill,
        from step: Int,
        inputs: [String: String] = [:],
        in browser: RunningBrowser,
        as name: String,
        asking hand: @escaping @Sendable (Hand, TeachingControls) async throws -> Void
    ) async throws -> Recording {
        let path = "\(home)/\(name).jsonl"
        let header = RecordingHeader(
            slug: try Slug(name),
            name: name,
            started: .now(),
            url: admitted.skill.sites[0].origin.text,
            browser: browser.version,
            viewport: "1280x720"
        )
        let writer = try RecordingWriter(path: path, header: header)
        let session = TeachingSession(writer: writer, gate: gate, slug: header.slug)
        let skill = try ContinuedSkill(admitted, goingOnFrom: step)
        let options = Player.sessionOptions(for: admitted.skill)
        let lead = TeachingLead(skill: skill, given: Array(inputs.values), options: options) { tab, session in
            try await player.lead(admitted, count: skill.kept, inputs: inputs, run: .new(), in: tab, of: session)
        }
        try await record(in: browser, asking: hand) { stops, begun in
            try await session.record(after: lead, in: browser, until: stops, begun: begun)
        }
        return try RecordingFile.read(path)
    }

    private func record(
        in browser: RunningBrowser,
        asking hand: @escaping @Sendable (Hand, TeachingControls) async throws -> Void,
        _ session:
            @escaping @Sendable (
                AsyncStream<Void>, @escaping @Sendable (TeachingControls) -> Void
            ) async throws -> Void
    ) async throws {
        let (stops, stop) = AsyncStream.makeStream(of: Void.self)
        let (tabs, tab) = AsyncStream.makeStream(of: TeachingControls.self)
        let endpoint = browser.endpoint
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { tab.finish() }
                try await session(stops) { tab.yield($0) }
            }
            group.addTask {
                for await controls in tabs {
                    try await Hand.with(controls.tab, at: endpoint) { try await hand($0, controls) }
                    stop.yield()
                }
            }
            // A hand that fails ends the recording; to wait for all would wait for a recording that nobody stops.
            while let _ = try await group.next() {}
        }
    }

    /// Compiles a recording and takes it through quarantine and approval.
    func admit(_ recording: Recording) async throws -> AdmittedSkill {
        try await admit(SkillWriter.text(of: try Compiler.compile(recording).skill))
    }

    func admit(_ text: String) async throws -> AdmittedSkill {
        let pending = try await registry.propose(text, by: "compiler")
        return try await registry.approve(pending.slug, sha256: pending.sha256, by: "operator")
    }
}
