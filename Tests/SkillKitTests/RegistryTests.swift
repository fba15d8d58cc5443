// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import SkillKit

private struct SinkLedger: ApprovalLedger {
    let sink: RecordingSink

    func isApproved(slug: Slug, sha256: String) async throws -> Bool {
        sink.events(named: .skillApproved).contains { $0.extra["sha256"] == .string(sha256) }
    }
}

@Suite("Quarantine and approval")
struct RegistryTests {
    private func withRegistry(
        _ body: (SkillRegistry, TemporaryFolder, RecordingSink) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let sink = RecordingSink()
            try await body(
                SkillRegistry(home: folder.path, ledger: SinkLedger(sink: sink), events: sink),
                folder,
                sink
            )
        }
    }

    private let slug = Slug.from(words: "order-coffee") { _ in false }

    @Test("what is proposed does not run until exactly that file is approved")
    func approval() async throws {
        try await withRegistry { registry, folder, sink in
            let pending = try await registry.propose(sampleSkill, by: "import")
            #expect(try folder.contents().contains("skills/.pending/order-coffee/\(pending.sha12).yaml"))
            await #expect(throws: SkillError.self) { try await registry.admit(slug) }
            let other = pending.sha12 + String(repeating: "0", count: 52)
            await #expect { try await registry.approve(slug, sha256: other, by: "x") } throws: {
                ($0 as? SkillError)?.reason == .digestMismatch
            }
            _ = try await registry.approve(slug, sha256: pending.sha256, by: "operator")
            #expect(try await registry.admit(slug).sha256 == pending.sha256)
            #expect(sink.names == [.skillProposed, .skillApproved])
            #expect(await registry.pending().isEmpty)
        }
    }

    @Test("a file that was changed after its approval is refused, and the refusal is in the log")
    func swapped() async throws {
        try await withRegistry { registry, folder, sink in
            let pending = try await registry.propose(sampleSkill, by: "import")
            _ = try await registry.approve(slug, sha256: pending.sha256, by: "operator")
            try folder.write(sampleSkill + "# changed\n", to: "skills/order-coffee.yaml")
            await #expect { try await registry.admit(slug) } throws: { ($0 as? SkillError)?.reason == .notApproved }
            #expect(sink.names.last == .skillRefused)
        }
    }

    @Test("a revision that the gate refuses waits, but cannot be approved")
    func gateRefuses() async throws {
        try await withRegistry { registry, _, sink in
            let pending = try await registry.propose(
                sampleSkill.replacing(", irreversible: true", with: ""),
                by: "import"
            )
            await #expect { try await registry.approve(slug, sha256: pending.sha256, by: "operator") } throws: {
                ($0 as? SkillError)?.reason == .gateRefused
            }
            #expect(!sink.names.contains(.skillApproved))
            let refusal = try #require(sink.events(named: .skillRefused).last)
            #expect(refusal.outcome == .denied)
            #expect(refusal.extra["reason"] == "gate_refused")
            #expect(refusal.extra["findings"] == ["G005"])
            #expect(refusal.extra["sha256"] == .string(pending.sha256))
        }
    }

    @Test("a file that cannot be read is refused, and the refusal is in the log without a word of the file")
    func unreadable() async throws {
        try await withRegistry { registry, folder, sink in
            await #expect { try await registry.propose("nonsense: hunter2\n", by: "import") } throws: { error in
                (error as? SkillError)?.reason == .unreadable && (error as? SkillError)?.diagnostics.isEmpty == false
            }
            #expect(sink.names == [.skillRefused])
            let refusal = try #require(sink.events.first)
            #expect(refusal.extra["reason"] == "skill_unreadable")
            #expect(refusal.extra["author"] == "import")
            #expect(refusal.extra["sha256"]?.string?.count == 64)
            #expect(!CanonicalJSON.text(.object(refusal.extra)).contains("hunter2"))
            #expect(try folder.contents().allSatisfy { !$0.hasSuffix(".yaml") })
        }
    }

    @Test("nothing moves when the approval cannot be written down")
    func noLog() async throws {
        struct Full: Error {}
        try await withTemporaryFolder { folder in
            let sink = RecordingSink { if $0.name == .skillApproved { throw Full() } }
            let registry = try SkillRegistry(home: folder.path, ledger: SinkLedger(sink: sink), events: sink)
            let pending = try await registry.propose(sampleSkill, by: "import")
            await #expect(throws: Full.self) { try await registry.approve(slug, sha256: pending.sha256, by: "x") }
            #expect(await registry.pending().count == 1)
            #expect(!(try folder.contents().contains("skills/order-coffee.yaml")))
        }
    }

    @Test("the revision before goes into the history, and the difference is shown line by line")
    func history() async throws {
        try await withRegistry { registry, folder, _ in
            let first = try await registry.propose(sampleSkill, by: "import")
            _ = try await registry.approve(slug, sha256: first.sha256, by: "operator")
            let changed = sampleSkill.replacing("Espresso", with: "Latte")
            let second = try await registry.propose(changed, by: "import")
            _ = try await registry.approve(slug, sha256: second.sha256, by: "operator")
            #expect(try folder.contents().contains("skills/.history/order-coffee/\(first.sha12).yaml"))
            let diff = SkillDiff.unified(from: sampleSkill, to: changed, names: ("a", "b"))
            #expect(
                diff.contains(
                    "-  coffee: { type: string, default: Espresso }\n+  coffee: { type: string, default: Latte }"
                )
            )
        }
    }
}
