// SPDX-License-Identifier: Apache-2.0
public import Vocabulary
public import WebAddresses

/// What an action would do to the world outside the appliance.
public enum Effect: Sendable, Hashable {
    /// Load an address.
    case open(WebAddress)
    /// Give mouse or keyboard input to a page of an origin.
    case input(InputClass, on: WebOrigin)
    /// Type a secret into a page of an origin.
    case typeSecret(name: String, on: WebOrigin)
    /// Go back or forward.
    case history
    /// Load the same address again.
    case reload

    /// The origin that it reaches, where it names one.
    var origin: WebOrigin? {
        switch self {
        case .open(let address): address.origin
        case .input(_, let origin), .typeSecret(_, let origin): origin
        case .history, .reload: nil
        }
    }

    /// A short word for the log.
    var word: String {
        switch self {
        case .open: "open"
        case .input(let kind, _): kind.rawValue
        case .typeSecret: "type_secret"
        case .history: "history"
        case .reload: "reload"
        }
    }
}

/// What kind of input.
public enum InputClass: String, Sendable, Hashable {
    /// Mouse.
    case pointer
    /// Keys and text.
    case keyboard
}

/// Who acts.
public enum Actor: Sendable, Hashable {
    /// A step of a skill, in a run.
    case replay(run: RunID, step: StepID, skill: Slug, sha256: String)
    /// A person, through the appliance.
    case person
    /// The recorder, which opens the page that a recording begins with.
    case recorder(Slug)

    /// The source of its events.
    var source: EventSource {
        switch self {
        case .replay: .replayer
        case .person: .operator
        case .recorder: .recorder
        }
    }

    /// What the log keeps of it.
    var extra: [String: JSONValue] {
        switch self {
        case .replay(let run, let step, let skill, let sha256):
            [
                "run": .string(run.rawValue), "step": .string(step.rawValue), "skill": .string(skill.text),
                "sha256": .string(sha256),
            ]
        case .person: [:]
        case .recorder(let recording): ["recording": .string(recording.text)]
        }
    }
}

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
}
