// SPDX-License-Identifier: Apache-2.0
public import SkillKit
public import Vocabulary

/// How a target was found that no locator proved, or why it was not: for the report of a step.
public struct RescueReport: Sendable, Hashable {
    /// The target.
    public let target: TargetName
    /// What found it; nil when nothing did.
    public var level: RescueLevel?
    /// What proved it, for a find by likeness: `name`, `id`, `neighbours` and the like.
    public var proof: [String]
    /// The best of the page, likest first, three at most.
    public let best: [Contender]
    /// What each advisor said, when one was asked.
    public var advice: [String] = []
    /// The page with what was found, before anything was done with it.
    public var picture: Evidence?

    /// One element that might have been the target.
    public struct Contender: Sendable, Hashable {
        /// What it looks like, in words of the page.
        public let looks: String
        /// Its likeness, 0 to 1.
        public let score: Double
        /// Why it was not taken; nil for one that was.
        public let refusal: String?
    }

    init(target: TargetName, list: Shortlist) {
        self.target = target
        proof = list.proof
        best = list.candidates.prefix(3)
            .map { Contender(looks: $0.looks, score: $0.score, refusal: $0.refusal.isEmpty ? nil : $0.refusal) }
    }

    /// Of a target that is looked for on the picture only.
    init(target: TargetName) {
        self.target = target
        (proof, best) = ([], [])
    }

    /// The same for the audit log: what elements look like is the page's, and stays out of it.
    public var json: JSONValue {
        var members: [String: JSONValue] = [
            "target": .string(target.text),
            "scores": .array(best.map { .int(Int64(($0.score * 1000).rounded())) }),
            "refusals": .array(best.map { .string($0.refusal ?? "") }),
        ]
        if let level { members["level"] = .string(level.rawValue) }
        if let margin { members["margin"] = .int(Int64((margin * 1000).rounded())) }
        if !proof.isEmpty { members["proof"] = .array(proof.map { .string($0) }) }
        if !advice.isEmpty { members["advice"] = .array(advice.map { .string($0) }) }
        if let picture { members["picture"] = picture.json }
        return .object(members)
    }

    /// How far the first is ahead of the second; nil when there is no second.
    public var margin: Double? { best.count > 1 ? best[0].score - best[1].score : nil }
}

/// What the page's script answered to the search for a target.
struct Shortlist {
    let isTaken: Bool
    let isFound: Bool
    let code: String?
    let number: Int64
    let proof: [String]
    private(set) var candidates: [RescueCandidate]
    /// What the candidates are, before anything was taken out: for what a person refused, and for nothing else.
    private(set) var elements: [Fingerprint]

    init(_ value: JSONValue) {
        isTaken = value["status"]?.string == "taken"
        isFound = value["status"]?.string == "found"
        code = value["code"]?.string
        number = Int64(value["list"]?.int ?? 0)
        proof = (value["proof"]?.array ?? []).compactMap(\.string)
        candidates = (value["candidates"]?.array ?? []).compactMap(RescueCandidate.init)
        elements = candidates.map(\.fingerprint)
    }

    /// The same without any secret that the page shows.
    func masked(by mask: (String) -> String, and words: PrivateWords) -> Shortlist {
        var masked = self
        masked.candidates = candidates.map { $0.masked(by: mask, and: words) }
        return masked
    }
}

extension RescueCandidate {
    fileprivate func masked(by mask: (String) -> String, and words: PrivateWords) -> RescueCandidate {
        var print = fingerprint
        for (_, member) in Fingerprint.texts { print[keyPath: member] = mask(print[keyPath: member]) }
        for member in [\Fingerprint.before, \.after, \.title] {
            print[keyPath: member] = words.cleared(print[keyPath: member])
        }
        print.attributes = print.attributes.mapValues(mask)
        return RescueCandidate(
            fingerprint: print,
            looks: mask(looks),
            near: words.cleared(mask(near)),
            score: score,
            refusal: refusal
        )
    }

    init?(_ value: JSONValue) {
        guard let fingerprint = Fingerprint(value["fingerprint"]) else { return nil }
        self.init(
            fingerprint: fingerprint,
            looks: value["looks"]?.string ?? "",
            near: value["near"]?.string ?? "",
            score: value["score"]?.double ?? 0,
            refusal: value["why"]?.string ?? ""
        )
    }
}
