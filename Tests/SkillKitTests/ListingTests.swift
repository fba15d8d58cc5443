// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import SkillKit

/// Of a skill's approvals the last one counts, as in the audit log.
private struct LastApproval: ApprovalLedger {
    let sink: RecordingSink

    func isApproved(slug: Slug, sha256: String) async throws -> Bool {
        sink.events(named: .skillApproved).last { $0.extra["slug"] == .string(slug.text) }?.extra["sha256"]
            == .string(sha256)
    }
}

@Suite("The lists of skills hide no file")
struct ListingTests {
    private let slug = Slug.from(words: "order-coffee") { _ in false }
    private let file = "skills/order-coffee.yaml"

    private func withRegistry(_ body: (SkillRegistry, TemporaryFolder) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let sink = RecordingSink()
            let ledger = LastApproval(sink: sink)
            try await body(SkillRegistry(home: folder.path, ledger: ledger, events: sink), folder)
        }
    }

    private func problem<Value>(_ content: Result<Value, SkillError>?) -> SkillError.Code? {
        if case .failure(let error)? = content { error.reason } else { nil }
    }

    @Test("an approved file that was changed is listed with its problem")
    func changed() async throws {
        try await withRegistry { registry, folder in
            let pending = try await registry.propose(sampleSkill, by: "import")
            _ = try await registry.approve(slug, sha256: pending.sha256, by: "operator")
            #expect(try await problem(registry.approved().first?.content) == nil)
            for text in [sampleSkill + "# changed\n", "no: skill\n", ""] {
                try folder.write(text, to: file)
                let listed = try await registry.approved()
                #expect(listed.map(\.slug) == [slug])
                #expect(problem(listed.first?.content) == .notApproved)
            }
        }
    }

    @Test("an approved file that cannot be read is listed, is not admitted, and is not said to be unknown")
    func unreadable() async throws {
        try await withRegistry { registry, folder in
            try folder.write(sampleSkill, to: "elsewhere.yaml")
            try FileManager.default.createSymbolicLink(
                atPath: folder.file(file),
                withDestinationPath: folder.file("elsewhere.yaml")
            )
            let listed = try await registry.approved()
            #expect(listed.map(\.slug) == [slug] && problem(listed.first?.content) == .unreadable)
            await #expect { try await registry.admit(slug) } throws: { error in
                (error as? SkillError)?.reason == .unreadable && "\(error)".contains(file)
            }
        }
    }

    @Test("a superseded revision that is put back from the history is not admitted, and is listed with its problem")
    func superseded() async throws {
        try await withRegistry { registry, folder in
            let first = try await registry.propose(sampleSkill, by: "import")
            _ = try await registry.approve(slug, sha256: first.sha256, by: "operator")
            let second = try await registry.propose(sampleSkill.replacing("Espresso", with: "Latte"), by: "import")
            _ = try await registry.approve(slug, sha256: second.sha256, by: "operator")
            let former = try folder.read("skills/.history/order-coffee/\(first.sha12).yaml")
            #expect(former == sampleSkill)
            try folder.write(former, to: file)
            await #expect { try await registry.admit(slug) } throws: { ($0 as? SkillError)?.reason == .notApproved }
            #expect(try await problem(registry.approved().first?.content) == .notApproved)
        }
    }

    @Test(
        "a file in quarantine that is not what was put there is listed with its problem, and cannot be approved",
        arguments: [
            ("no: skill\n", SkillError.Code.unreadable), (sampleSkill + "# changed\n", .digestMismatch),
        ]
    )
    func changedInQuarantine(text: String, code: SkillError.Code) async throws {
        try await withRegistry { registry, folder in
            let pending = try await registry.propose(sampleSkill, by: "import")
            try folder.write(text, to: "skills/.pending/order-coffee/\(pending.sha12).yaml")
            let listed = await registry.pending()
            #expect(listed.map(\.slug) == [slug] && listed.map(\.sha12) == [pending.sha12])
            #expect(problem(listed.first?.content) == code)
            for digest in [pending.sha256, SkillDigest.of(Array(text.utf8))] {
                await #expect(throws: SkillError.self) {
                    try await registry.approve(slug, sha256: digest, by: "operator")
                }
            }
            #expect(try await registry.approved().isEmpty)
        }
    }

    @Test("a file in quarantine under another skill's name is listed with its problem, and cannot be approved")
    func misplaced() async throws {
        try await withRegistry { registry, folder in
            let pending = try await registry.propose(sampleSkill, by: "import")
            let other = try Slug("other")
            try folder.write(sampleSkill, to: "skills/.pending/other/\(pending.sha12).yaml")
            let listed = await registry.pending()
            #expect(listed.map(\.slug) == [slug, other])
            #expect(problem(listed.last?.content) == .nameMismatch)
            await #expect { try await registry.approve(other, sha256: pending.sha256, by: "operator") } throws: {
                ($0 as? SkillError)?.reason == .nameMismatch
            }
            #expect(await registry.names() == [slug, other], "a new recording takes neither name")
        }
    }
}
