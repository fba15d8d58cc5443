// SPDX-License-Identifier: Apache-2.0
public import Vocabulary
internal import WebAddresses

/// One action that wants a permit.
public struct ActionRequest: Sendable, Hashable {
    /// Who acts.
    public let actor: Actor
    /// What it would do.
    public let effect: Effect
    /// Whether it cannot be undone, by the skill's own word.
    public let isIrreversible: Bool
    /// The operation it belongs to.
    public let correlationID: CorrelationID
    /// What a person is asked about, without any value: `click pay`.
    public let description: String

    /// Describes one action.
    public init(
        actor: Actor,
        effect: Effect,
        isIrreversible: Bool,
        correlationID: CorrelationID,
        description: String
    ) {
        self.actor = actor
        self.effect = effect
        self.isIrreversible = isIrreversible
        self.correlationID = correlationID
        self.description = description
    }

    /// Whether a consent for one is a consent for the other: the same step of the same run doing the same.
    func isSameAction(as other: ActionRequest) -> Bool {
        actor == other.actor && effect == other.effect && description == other.description
    }

    /// What a person is asked.
    var question: String {
        let who = actor.skill.map { "The skill '\($0)'" } ?? "The agent"
        let place = effect.origin.map { " at \($0.text)" } ?? ""
        return "\(who) wants to do '\(description)'\(place), which cannot be undone. Allow it this once?"
    }
}
