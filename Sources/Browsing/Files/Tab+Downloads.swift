// SPDX-License-Identifier: Apache-2.0
public import Oversight
public import Vocabulary

extension Tab {
    /// How many downloads its session has had that no plan foresaw; they were cancelled.
    public var unexpectedDownloadCount: Int { downloads.unexpected }

    /// Says which downloads come next; another one is cancelled.
    ///
    /// - Parameters:
    ///   - names: one pattern for each.
    ///   - permit: for taking downloads from it.
    /// - Throws: ``BrowsingError`` with `permit_mismatch`.
    public func planDownloads(_ names: [NamePattern], permit: Permit) throws {
        guard permit.allowsDownload, !permit.isRevoked else {
            throw BrowsingError(
                code: .permitMismatch,
                message: "The permit is not for taking a download, or was taken back."
            )
        }
        downloads.plan(names)
    }

    /// Forgets what was planned and has not come.
    public func forgetPlannedDownloads() { downloads.plan([]) }

    /// Waits until every download that was planned is there.
    ///
    /// - Returns: them, each once; nil when one of them has not even begun.
    /// - Throws: ``BrowsingError`` with `download_failed`, `download_too_large`, `too_many_downloads`, or
    ///   `download_unfinished` when the deadline comes first: then it was cancelled.
    public func finishedDownloads(deadline: Deadline) async throws -> [StagedFile]? {
        try await downloads.finished(deadline: deadline)
    }
}
