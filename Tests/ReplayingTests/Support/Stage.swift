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
        desk = ApprovalDesk(events: sink)
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

    func player(grace: Duration = .zero, evidence: EvidenceStore? = nil) -> Player {
        Player(gate: gate, desk: desk, secrets: secrets, events: sink, evidence: evidence, files: files, grace: grace)
    }

    /// Records what a hand does on a page, and gives back the recording.
    func record(
        _ address: String,
        in browser: RunningBrowser,
        as name: String,
        by hand: @escaping @Sendable (Hand) async throws -> Void
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
        let (stops, stop) = AsyncStream.makeStream(of: Void.self)
        let (tabs, tab) = AsyncStream.makeStream(of: TabID.self)
        let endpoint = browser.endpoint
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await session.record(from: start, in: browser, until: stops) { tab.yield($0) }
                tab.finish()
            }
            group.addTask {
                for await id in tabs {
                    try await Hand.with(id, at: endpoint) { try await hand($0) }
                    stop.yield()
                }
            }
            // A hand that fails ends the recording; to wait for all would wait for a recording that nobody stops.
            while let _ = try await group.next() {}
        }
        return try RecordingFile.read(path)
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
