// SPDX-License-Identifier: Apache-2.0
public import SkillKit
public import Vocabulary

/// Whether a step's target is found on the page that its skill opens, without anything being done there.
public struct TargetCheck: Sendable, Hashable {
    /// The step.
    public let step: StepID
    /// The target.
    public let target: TargetName
    /// Whether the page that it is on can be reached without acting.
    public let isReached: Bool
    /// What found it: `xpath`, `css`, `role`, `similarity` or `screen`; nil when nothing did.
    public internal(set) var level: String?
    /// How many elements each locator matched.
    public internal(set) var matches: [String: Int] = [:]
    /// What a run would stop with, or ask somebody about, when nothing found it: the stable code.
    public internal(set) var code: String?
    /// The best of the page, when no locator proved itself.
    public internal(set) var rescue: RescueReport?

    init(step: StepID, target: TargetName, isReached: Bool) {
        self.step = step
        self.target = target
        self.isReached = isReached
    }
}
