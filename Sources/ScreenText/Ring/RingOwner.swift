// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Whose screen an observation is of; nobody reads another's.
public enum RingOwner: Sendable, Hashable, CustomStringConvertible {
    /// One replay of a skill, or one task of an agent.
    case run(RunID)
    /// The tab that a person has in front of them.
    case person

    /// The run's name, or `person`.
    public var description: String {
        switch self {
        case .run(let run): run.rawValue
        case .person: "person"
        }
    }
}
