// SPDX-License-Identifier: Apache-2.0

/// A question that a step puts to a person.
///
/// Only what the run cannot know is asked: a code from another device, or a yes to what it sees.
public struct Ask: Sendable, Hashable {
    /// What becomes of the answer.
    public enum Answer: Sendable, Hashable {
        /// Without a yes the run ends.
        case consent
        /// Later steps name it, as `answers.NAME`.
        case text(String)
        /// It is the value of one of the skill's secrets, in this run only.
        case secret(String)
    }

    /// The question.
    public var question: TextTemplate
    /// What becomes of the answer.
    public var answer: Answer
    /// The element that it is about: brought into view and marked on the picture.
    public var target: TargetName?

    /// Puts a question.
    public init(_ question: TextTemplate, answer: Answer = .consent, about target: TargetName? = nil) {
        self.question = question
        self.answer = answer
        self.target = target
    }
}
