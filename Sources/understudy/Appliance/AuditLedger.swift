// SPDX-License-Identifier: Apache-2.0
internal import Auditing
internal import SkillKit
internal import Vocabulary

/// Answers the registry from the audit log: approvals are events, and nothing else.
struct AuditLedger: ApprovalLedger {
    let log: AuditLog

    func isApproved(slug: Slug, sha256: String) async throws -> Bool {
        try await log.isApproved(slug: slug, sha256: sha256)
    }
}
