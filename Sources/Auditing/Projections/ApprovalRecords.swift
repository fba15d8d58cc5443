// SPDX-License-Identifier: Apache-2.0
internal import GRDB
public import Vocabulary

/// A question to a person as the events tell it.
public struct ApprovalRecord: Sendable, Hashable {
    /// Its name.
    public let id: ApprovalID
    /// What sort of question: `consent`.
    public let kind: String
    /// The run that waited.
    public let run: RunID?
    /// The step that waited.
    public let step: StepID?
    /// What was asked.
    public let question: String
    /// `pending`, or the decision: `approved`, `denied`, `expired`, `withdrawn`, `interrupted`.
    public let state: String
    /// Who decided.
    public let principal: String?
    /// When it stops waiting, or would have.
    public let expires: Timestamp?
    /// Ties its events together.
    let correlationID: CorrelationID

    init(_ row: Row) {
        id = ApprovalID(rawValue: row["approval"])
        kind = row["kind"]
        run = (row["run"] as String?).map(RunID.init(rawValue:))
        step = (row["step"] as String?).map(StepID.init(rawValue:))
        question = row["question"]
        state = row["state"]
        principal = row["principal"]
        expires = (row["expires"] as String?).flatMap(Timestamp.init(_:))
        correlationID = CorrelationID(rawValue: row["correlation_id"])
    }
}

extension AuditLog {
    /// The last questions, newest first.
    public func approvals(limit: Int) async throws -> [ApprovalRecord] {
        try await reading { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM approvals ORDER BY seq DESC LIMIT ?",
                arguments: [max(0, limit)]
            )
            .map(ApprovalRecord.init)
        }
    }
}
