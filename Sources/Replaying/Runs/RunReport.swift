// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What a run came to.
public struct RunReport: Sendable, Hashable {
    /// The run.
    public let run: RunID
    /// How it ended.
    public let state: RunState
    /// The stable code of what ended it early.
    public let code: String?
    /// The same in words.
    public let message: String?
    /// The steps that were begun, in order.
    public let steps: [StepReport]
    /// What the skill extracted, by name.
    public let outputs: [String: String]
    /// From the first step to the end.
    public let duration: Duration
    /// The step at which a new run can go on; nil when this one succeeded, or only the whole skill can be run.
    public let goesOnAt: StepID?
}

/// What one step came to.
public struct StepReport: Sendable, Hashable {
    /// The step.
    public let id: StepID
    /// What it does, without any value: `fill email`.
    public let action: String
    /// Whether it did it.
    public var isDone = false
    /// Whether a pause or a takeover cut it short.
    public var isCutShort = false
    /// The locator that won.
    public var locator: String?
    /// How many elements each locator matched.
    public var matches: [String: Int] = [:]
    /// What each locator came to in the last look.
    public var tried: [LocatorAttempt] = []
    /// How many looks at the page it took.
    public var attempts = 0
    /// How long it took.
    public var duration: Duration = .zero
    /// The stable code of what went wrong.
    public var code: String?
    /// The same in words.
    public var message: String?
    /// How its target was found when no locator proved itself, or why not; nil when none was looked for so.
    public var rescue: RescueReport?
    /// What was kept of it for review; nil when nothing is kept at all.
    public var evidence: Evidence?

    init(id: StepID, action: String) {
        self.id = id
        self.action = action
    }
}
