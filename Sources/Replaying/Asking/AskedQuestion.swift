// SPDX-License-Identifier: Apache-2.0
internal import Oversight
internal import SkillKit
public import Vocabulary

/// A question that a step puts to a person.
public struct AskedQuestion: Sendable, Hashable {
    /// What can be answered.
    public enum Form: String, Sendable, Hashable, CaseIterable {
        /// A yes, or a no that ends the run.
        case consent
        /// A text that later steps give to pages.
        case text
        /// A text that nobody may see.
        case secret

        init(_ answer: Ask.Answer) {
            switch answer {
            case .consent: self = .consent
            case .text: self = .text
            case .secret: self = .secret
            }
        }
    }

    /// The run that waits.
    public let run: RunID
    /// The step that asks.
    public let step: StepID
    /// What can be answered.
    public let form: Form
    /// When the answer comes too late.
    public let deadline: Deadline

    /// Puts a question.
    public init(run: RunID, step: StepID, form: Form, deadline: Deadline) {
        self.run = run
        self.step = step
        self.form = form
        self.deadline = deadline
    }

    /// Whether it can be answered so.
    public func takes(_ answer: AskedAnswer) -> Bool {
        switch (form, answer) {
        case (.consent, .yes), (.consent, .no): true
        case (.text, .text(let value)), (.secret, .text(let value)): SecretStore.isFit(value.revealForTyping())
        case (.consent, .text), (.text, .yes), (.text, .no), (.secret, .yes), (.secret, .no): false
        }
    }
}

/// What a person answers.
public enum AskedAnswer: Sendable {
    /// Go on.
    case yes
    /// End the run.
    case no
    /// What was asked for; a secret, so that nothing prints it by chance.
    case text(Secret)
}
