// SPDX-License-Identifier: Apache-2.0
internal import GRDB
public import Vocabulary

extension AuditLog {
    /// Whether exactly this revision is approved, by an event of the chain and by nothing else.
    ///
    /// Of what was decided about it the latest counts: that it was approved, that another revision was approved in its
    /// place, that it was rejected, or that the skill was deleted. A revision that was superseded is approved no more.
    ///
    /// - Throws: ``AuditError`` with `audit_chain_broken` when the event that decides is not what was written, or does
    ///   not stand in the chain.
    public func isApproved(slug: Slug, sha256: String) async throws -> Bool {
        try await reading { [path] database in
            let decisions = [EventName.skillApproved, .skillRejected, .skillDeleted].map(\.rawValue)
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT seq, line FROM events WHERE event IN (?, ?, ?) ORDER BY seq DESC",
                arguments: StatementArguments(decisions)
            )
            while let row = try rows.next() {
                let line = String.fromDatabaseValue(row["line"]) ?? ""
                guard let decision = Event.read(line)?.event, decision.decides(slug, sha256) else { continue }
                if case .broken(let sequence, let reason) = try ChainWalk.firstBroken(in: database, around: row["seq"])
                {
                    throw AuditError.chainBroken(path, at: sequence, reason, "Nothing is admitted by it")
                }
                return decision.name == .skillApproved && decision.extra["sha256"] == .string(sha256)
            }
            return false
        }
    }
}

extension Event {
    /// Whether it settles, until a later one does, if a revision is approved.
    fileprivate func decides(_ slug: Slug, _ sha256: String) -> Bool {
        guard source == .registry, extra["slug"] == .string(slug.text), !sha256.isEmpty else { return false }
        if name == .skillApproved { return outcome == .succeeded && extra["sha256"]?.string?.isEmpty == false }
        return name == .skillDeleted || extra["sha256"] == .string(sha256)
    }
}
