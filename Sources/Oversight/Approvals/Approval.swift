// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// One question to a person.
public struct Approval: Sendable, Hashable {
    /// Its name.
    public let id: ApprovalID
    /// What is asked, without any value.
    public let question: String
    /// When it stops waiting, on the wall clock, for people.
    public let expires: Timestamp
    /// How it stands.
    public internal(set) var state: ApprovalState = .pending
    /// Who decided it.
    public internal(set) var principal: String?
    let deadline: Deadline
    let request: ActionRequest

    /// The run that waits.
    public var run: RunID? { request.actor.run }
    /// The step that waits.
    public var step: StepID? { request.actor.step }
}

/// How a question stands.
public enum ApprovalState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nobody has answered yet.
    case pending
    /// Yes.
    case approved
    /// No.
    case denied
    /// Nobody answered in time, which is a no.
    case expired
    /// Whoever asked does not wait any more.
    case withdrawn
    /// Yes, and the action that it was for has been permitted.
    case used
}
