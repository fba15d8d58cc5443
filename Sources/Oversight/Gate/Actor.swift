// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Who acts.
public enum Actor: Sendable, Hashable {
    /// A step of a skill, in a run.
    case replay(run: RunID, step: StepID, skill: Slug, sha256: String)
    /// A person by name, through the appliance. What they do themselves in the browser's window passes no gate.
    case person(String)
    /// The recorder, which opens the page that a recording begins with, and from then on only looks.
    case recorder(Slug)
    /// A program that works on a task.
    case agent

    /// The run that it belongs to.
    public var run: RunID? {
        if case .replay(let run, _, _, _) = self { run } else { nil }
    }

    /// The step that it belongs to.
    public var step: StepID? {
        if case .replay(_, let step, _, _) = self { step } else { nil }
    }

    /// The skill that it follows.
    public var skill: Slug? {
        if case .replay(_, _, let skill, _) = self { skill } else { nil }
    }

    /// Whether what it does is a person's own doing, which is its own consent.
    var isPerson: Bool {
        if case .person = self { true } else { false }
    }

    /// What the log keeps of it.
    var extra: [String: JSONValue] {
        switch self {
        case .replay(let run, let step, let skill, let sha256):
            [
                "actor": "replay", "run": .string(run.rawValue), "step": .string(step.rawValue),
                "skill": .string(skill.text), "sha256": .string(sha256),
            ]
        case .person(let principal): ["actor": "person", "principal": .string(principal)]
        case .recorder(let recording): ["actor": "recorder", "recording": .string(recording.text)]
        case .agent: ["actor": "agent"]
        }
    }
}
