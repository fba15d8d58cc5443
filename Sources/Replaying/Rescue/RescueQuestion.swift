// SPDX-License-Identifier: Apache-2.0
public import SkillKit
public import Vocabulary

/// What an advisor is asked: the recorded target, and the elements of the page that are likest to it.
///
/// It holds no values of fields, no secrets and nothing of other tabs; what is text of the page is untrusted.
public struct RescueQuestion: Sendable, Hashable {
    /// The run that waits.
    public let run: RunID
    /// The step that could not go on.
    public let step: String
    /// What is looked for, as it was recorded.
    public let target: Target
    /// The origin of the page, without its path.
    public let page: String
    /// The candidates, likest first; at most 15, one per thing that a click can tell apart.
    public let candidates: [RescueCandidate]
    /// What the skill is for, in the words that a person approved.
    public let task: String
    /// Whether the skill says that whoever is asked needs what was read from pictures of its pages.
    public let needsObservation: Bool
    /// The tab that the element is looked for in; nil when what was read from its pictures must not go along.
    public let tab: TabID?
    /// What its fields hold and the run has typed: what was read is left out where it may hold a part of that.
    public let hidden: PrivateWords
    /// When the answer comes too late.
    public let deadline: Deadline

    /// Puts a question.
    public init(
        run: RunID,
        step: String,
        target: Target,
        page: String,
        candidates: [RescueCandidate],
        task: String = "",
        needsObservation: Bool = false,
        tab: TabID? = nil,
        hidden: PrivateWords = PrivateWords(),
        deadline: Deadline
    ) {
        self.run = run
        self.step = step
        self.target = target
        self.page = page
        self.candidates = candidates
        self.task = task
        self.needsObservation = needsObservation
        self.tab = tab
        self.hidden = hidden
        self.deadline = deadline
    }
}

extension RescueQuestion: CustomStringConvertible {
    /// Without what must not go along.
    public var description: String {
        "RescueQuestion(step: \(step), target: \(target), page: \(page), candidates: \(candidates))"
    }
}

/// One element of the page that might be the target.
public struct RescueCandidate: Sendable, Hashable {
    /// What it looks like: the words and marks of a fingerprint, without the values of fields.
    public let fingerprint: Fingerprint
    /// One sentence for people.
    public let looks: String
    /// The nearest words before and after it, up to six on each side, in the order of the page.
    public let near: String
    /// Its likeness to the target, 0 to 1.
    public let score: Double
    /// Why it was not taken without asking.
    public let refusal: String

    /// Describes a candidate.
    public init(fingerprint: Fingerprint, looks: String, near: String, score: Double, refusal: String) {
        self.fingerprint = fingerprint
        self.looks = looks
        self.near = near
        self.score = score
        self.refusal = refusal
    }
}
