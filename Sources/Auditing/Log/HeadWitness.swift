// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Vocabulary

/// The last event as it was written, kept outside the log: what a chain alone cannot show is that its end is missing.
///
/// It is seen after the event is on the disk, so it can lag behind the log and never be ahead of it.
struct HeadWitness: Hashable {
    /// The event's number; 0 before the first.
    let sequence: Int64
    /// Its hash.
    let hash: String

    /// What is seen of a log without events.
    static let genesis = HeadWitness(sequence: 0, hash: AuditEntry.genesis)

    /// What a log lacks that was seen in it; nil when it lacks nothing.
    func contradiction(in database: Database) throws -> AuditVerdict? {
        guard sequence > 0 else { return nil }
        let isThere = try database.tableExists("events")
        let last = isThere ? try Int64.fetchOne(database, sql: "SELECT MAX(seq) FROM events") ?? 0 : 0
        guard last >= sequence else {
            return .broken(
                at: last + 1,
                reason: "the log was cut off: this event is missing, and all after it up to \(sequence)"
            )
        }
        let line = try String.fetchOne(database, sql: "SELECT line FROM events WHERE seq = ?", arguments: [sequence])
        guard LineText(line ?? "")?.hash == hash else {
            return .broken(at: sequence, reason: "the log was written anew: this is not the event that was here")
        }
        return nil
    }
}

/// What the witness's file says.
enum Testimony: Hashable {
    /// There is no such file.
    case missing
    /// There is one, and it is not what this program writes.
    case unreadable
    /// An event was seen.
    case saw(HeadWitness)

    /// Why nothing can be said of the log's end; nil when something can.
    func finding(in database: Database) throws -> String? {
        switch self {
        case .saw: nil
        case .unreadable: "its witness 'audit.head' cannot be read, so events may be missing at its end"
        // An earlier version of this program made no witness.
        case .missing where try !AuditSchema.migrator.hasCompletedMigrations(database): nil
        case .missing: "its witness 'audit.head' is missing, so events may be missing at its end"
        }
    }
}
