// SPDX-License-Identifier: Apache-2.0

/// Who would read an observation.
public enum ObservationConsumer: Sendable, Hashable, CaseIterable {
    /// A model on this machine.
    case local
    /// A model of somebody else's.
    case hosted
}

/// Whether a question may go along with what was on the screen.
///
/// Nothing goes along that nobody asked for: the skill says that it needs it, the operator has shared it for this run, or
/// the task, as a person put it, is about the screen. A model on this machine gets it then. One of somebody else's gets it
/// when the task or the skill asks for it, and the operator has granted it for this run: each of them alone is not enough.
public struct ObservationRequest: Sendable, Hashable {
    /// What is to be done, in a person's words.
    public var question: String
    /// Whether the skill says `needs_observation`.
    public var isNeededBySkill: Bool
    /// Whether the operator has granted it for this run.
    public var isGranted: Bool

    /// Describes a request; by itself it asks for nothing.
    public init(question: String = "", isNeededBySkill: Bool = false, isGranted: Bool = false) {
        self.question = question
        self.isNeededBySkill = isNeededBySkill
        self.isGranted = isGranted
    }

    /// Whether somebody may get it.
    public func allows(_ consumer: ObservationConsumer) -> Bool {
        let isAsked = isNeededBySkill || ScreenReference.isMade(in: question)
        return switch consumer {
        case .local: isAsked || isGranted
        case .hosted: isAsked && isGranted
        }
    }
}

/// Whether words are about what is on the screen.
enum ScreenReference {
    /// What a person calls the screen their own by, or points at it with.
    private static let possessive = [
        "my screen", "my page", "my tab", "my window", "my browser", "our screen", "on screen", "on the screen",
        "this screen", "this page", "this tab", "this window", "this form", "this table", "this error", "this message",
        "this picture", "this button", "am i looking at", "do you see", "can you see", "what i see", "as i see",
        "i am seeing", "in front of me", "mein bildschirm", "meinem bildschirm", "auf dem bildschirm", "diese seite",
        "dieser seite", "siehst du", "was ich sehe",
    ]
    /// What a person goes on by from what they saw.
    ///
    /// Words that any task may have, such as "continue" or "again", are not among them: a skill's description is a task
    /// as well.
    private static let continuation = [
        "where was i", "where we were", "where i was", "where i left off", "where we left off", "what was that",
        "what was there", "what happened just now", "what i saw", "wo ich war", "wo war ich",
    ]

    static func isMade(in question: String) -> Bool {
        let words = question.lowercased().split { !$0.isLetter && !$0.isNumber }
        let text = " " + words.joined(separator: " ") + " "
        return (possessive + continuation).contains { text.contains(" \($0) ") }
    }
}
