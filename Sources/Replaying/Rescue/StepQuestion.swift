// SPDX-License-Identifier: Apache-2.0
public import Oversight
public import Vocabulary

/// What a person is asked about a step that was refused: whether it is tried again, is done, or ends the run.
public struct StepQuestion: Sendable, Hashable {
    /// The run that waits.
    public let run: RunID
    /// The step that was refused.
    public let step: String
    /// When the answer comes too late.
    public let deadline: Deadline

    /// Puts a question.
    public init(run: RunID, step: String, deadline: Deadline) {
        self.run = run
        self.step = step
        self.deadline = deadline
    }
}

/// An advisor who can be asked what becomes of a step that was refused.
///
/// Only a person is one: a model says which element is meant, and nothing else.
public protocol StepAdvisor: RescueAdvisor {
    /// Waits for the answer, until the question's deadline.
    ///
    /// - Parameter asked: called once an answer would be taken.
    /// - Returns: nil when nobody answered in time.
    /// - Throws: only when the run itself is over.
    func decide(_ question: StepQuestion, asked: @Sendable () -> Void) async throws -> Handback?
}

/// A person said what becomes of the step while it asked which element is meant.
struct StepTold: Error {
    let word: Handback
}
