// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// One question to a person.
public struct Approval: Sendable, Hashable {
    /// Its name.
    public let id: ApprovalID
    /// The run that waits.
    public let run: RunID?
    /// The step that waits.
    public let step: StepID?
    /// What is asked.
    public let question: String
    /// When it stops waiting, on the wall clock, for people.
    public let expires: Timestamp
    /// How it stands.
    public internal(set) var state: ApprovalState = .pending
    let deadline: Deadline
    let request: ActionRequest
}

/// How a question stands.
public enum ApprovalState: String, Sendable, Hashable, Codable {
    /// Nobody has answered yet.
    case pending
    /// Yes.
    case approved
    /// No.
    case denied
    /// Nobody answered in time, which is a no.
    case expired
    /// Yes, and the action that it was for has been permitted.
    case used
}
