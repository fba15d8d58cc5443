// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What the registry asks and tells about approvals: the audit log answers, as there is no other store of them.
public protocol ApprovalLedger: Sendable {
    /// Whether exactly this revision is approved.
    func isApproved(slug: Slug, sha256: String) async throws -> Bool
}
