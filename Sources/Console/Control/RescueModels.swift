// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// How a step's target was found when no locator proved itself, or why it was not.
public struct RescueSummary: Sendable, Codable, Hashable {
    /// The target.
    public var target: String
    /// What found it: `similarity`, `model`, `screen` or `person`; nil when nothing did.
    public var level: String?
    /// What proved it: `name`, `id`, `neighbours` and the like.
    public var proof: [String]
    /// The best of the page, likest first, three at most.
    public var best: [ContenderSummary]
    /// How far the first is ahead of the second, 0 to 1.
    public var margin: Double?
    /// What each advisor said.
    public var advice: [String]

    /// Describes a rescue.
    public init(
        target: String,
        level: String?,
        proof: [String],
        best: [ContenderSummary],
        margin: Double?,
        advice: [String]
    ) {
        self.target = target
        self.level = level
        self.proof = proof
        self.best = best
        self.margin = margin
        self.advice = advice
    }
}

/// One element that might have been the target.
public struct ContenderSummary: Sendable, Codable, Hashable {
    /// What it looks like, in words of the page; nil once the appliance has forgotten, because no log holds them.
    public var looks: String?
    /// Its likeness, 0 to 1.
    public var score: Double
    /// Why it was not taken; nil for one that was.
    public var refusal: String?

    /// Describes an element.
    public init(looks: String?, score: Double, refusal: String?) {
        self.looks = looks
        self.score = score
        self.refusal = refusal
    }
}

/// Whether the targets of a skill are found, without anything being done.
public struct SkillCheck: Sendable, Codable, Hashable {
    /// The skill.
    public var skill: Slug
    /// The digest of the approved revision.
    public var sha256: String
    /// The run that opened the pages.
    public var run: RunID
    /// Each step's targets, in order.
    public var targets: [TargetCheckSummary]

    /// Describes a check.
    public init(skill: Slug, sha256: String, run: RunID, targets: [TargetCheckSummary]) {
        self.skill = skill
        self.sha256 = sha256
        self.run = run
        self.targets = targets
    }

    /// Whether every target that was looked for was found by a locator.
    public var isSound: Bool { targets.allSatisfy { !$0.isReached || ($0.level != nil && $0.rescue == nil) } }
}

/// Whether one target is found.
public struct TargetCheckSummary: Sendable, Codable, Hashable {
    /// The step.
    public var step: StepID
    /// The target.
    public var target: String
    /// Whether its page can be reached without acting.
    public var isReached: Bool
    /// What found it: `xpath`, `css`, `role`, `similarity` or `screen`; nil when nothing did.
    public var level: String?
    /// How many elements each locator matched.
    public var matches: [String: Int]
    /// What a run would stop with, or ask somebody about, when nothing found it: the stable code.
    public var code: String?
    /// The best of the page, when no locator proved itself.
    public var rescue: RescueSummary?

    /// Describes a target.
    public init(
        step: StepID,
        target: String,
        isReached: Bool,
        level: String?,
        matches: [String: Int],
        code: String?,
        rescue: RescueSummary?
    ) {
        self.step = step
        self.target = target
        self.isReached = isReached
        self.level = level
        self.matches = matches
        self.code = code
        self.rescue = rescue
    }

    private enum CodingKeys: String, CodingKey {
        case step, target, level, matches, code, rescue
        case isReached = "is_reached"
    }
}

/// What a run asks a person: which element of the page is meant.
public struct RunQuestion: Sendable, Codable, Hashable {
    /// The step that waits.
    public var step: String
    /// The target.
    public var target: String
    /// What it looked like when it was recorded.
    public var looks: String
    /// The origin of the page.
    public var page: String
    /// What may be picked, by its place in this list, counted from zero.
    public var candidates: [RunCandidate]

    /// Describes a question.
    public init(step: String, target: String, looks: String, page: String, candidates: [RunCandidate]) {
        self.step = step
        self.target = target
        self.looks = looks
        self.page = page
        self.candidates = candidates
    }
}

/// One element that a person may pick.
public struct RunCandidate: Sendable, Codable, Hashable {
    /// What it looks like.
    public var looks: String
    /// The words before and after it.
    public var near: String
    /// Where it is: left, top, width, height in CSS pixels of the page.
    public var box: [Int]
    /// Its likeness, 0 to 1.
    public var score: Double
    /// Why it was not taken without asking.
    public var refusal: String

    /// Describes an element.
    public init(looks: String, near: String, box: [Int], score: Double, refusal: String) {
        self.looks = looks
        self.near = near
        self.box = box
        self.score = score
        self.refusal = refusal
    }
}
