// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What a person answers a run: a yes or a no, which element is meant, what the skill asks for, or what becomes of a step.
public struct RunAnswer: Sendable, Codable, Hashable {
    /// To an action that needs consent, or to a question of the skill's.
    public var decision: Decide.Answer?
    /// Which element of the list is meant.
    public var candidate: Int?
    /// That none of the list is meant.
    public var none: Bool?
    /// Where on the picture the element is that is meant.
    public var point: PicturePlace?
    /// What the skill asks for.
    public var text: String?
    /// What becomes of the step that could not be done: it is tried again, is done, or ends the run.
    public var then: HandBack.Then?
    /// The step whose question was seen: the answer counts for no other; nil for whichever is asked about now.
    public var step: String?

    /// Gives what the skill asks for.
    public init(text: String) { self.text = text }

    /// Answers a question for consent.
    public init(decision: Decide.Answer) { self.decision = decision }

    /// Picks an element of the list; nil for none of them.
    public init(candidate: Int?) {
        self.candidate = candidate
        none = candidate == nil ? true : nil
    }

    /// Points at the element that is meant.
    public init(point: PicturePlace) { self.point = point }

    /// Says what becomes of the step.
    public init(then: HandBack.Then) { self.then = then }

    /// Whether it says exactly one thing.
    public var isClear: Bool {
        [decision != nil, candidate != nil, none == true, point != nil, text != nil, then != nil].count(where: { $0 })
            == 1 && (point?.isInside ?? true)
    }

    /// As a word: `approve`, `deny`, `repeat`, `go_on`, `stop`, a number, a place, `text` or `none`.
    public var word: String {
        if text != nil { return "text" }
        return decision?.rawValue ?? then?.rawValue ?? candidate.map(String.init) ?? point.map { "\($0.x),\($0.y)" }
            ?? "none"
    }
}
