// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import Vocabulary

/// Takes pictures of pages that a run may read, with secrets and frames painted over.
///
/// Whoever keeps or reads a picture of a run's page gets it here.
struct CoveredCamera {
    let gate: PermissionGate
    let secrets: SecretStore
    let grants: Grants

    /// What the tab shows now.
    func picture(of tab: Tab, quality: Int, deadline: Deadline) async throws(PictureCovering.Withheld) -> [UInt8] {
        try await take(of: tab, quality: quality, deadline: deadline).jpeg
    }

    /// What the tab shows now, and which part of the page that is.
    func take(of tab: Tab, quality: Int, deadline: Deadline) async throws(PictureCovering.Withheld) -> CoveredPicture {
        guard let origin = tab.origin, gate.mayRead(origin, skillGrants: grants) else {
            throw PictureCovering.Withheld(reason: .notAllowed)
        }
        let covering = PictureCovering(quality: quality) { [secrets] in secrets.mask.isFound(in: $0) }
        return try await covering.picture(of: tab, deadline: deadline)
    }
}
