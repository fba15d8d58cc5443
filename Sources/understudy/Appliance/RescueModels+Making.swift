// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Replaying
internal import SkillKit
internal import Vocabulary

extension RescueSummary {
    /// Reads what the log has, with the words of the page where they are remembered.
    init?(_ value: JSONValue, looks: [String]) {
        guard let target = value["target"]?.string else { return nil }
        let refusals = (value["refusals"]?.array ?? []).map { $0.string ?? "" }
        let scores = (value["scores"]?.array ?? []).map { Double($0.int ?? 0) / 1000 }
        self.init(
            target: target,
            level: value["level"]?.string,
            proof: (value["proof"]?.array ?? []).compactMap(\.string),
            best: scores.enumerated()
                .map { index, score in
                    let refusal = refusals.indices.contains(index) ? refusals[index] : ""
                    return ContenderSummary(
                        looks: looks.indices.contains(index) ? looks[index] : nil,
                        score: score,
                        refusal: refusal.isEmpty ? nil : refusal
                    )
                },
            margin: value["margin"]?.int.map { Double($0) / 1000 },
            advice: (value["advice"]?.array ?? []).compactMap(\.string)
        )
    }
}

extension RunQuestion {
    init(_ question: RescueQuestion) {
        self.init(
            step: question.step,
            target: question.target.name.text,
            looks: question.target.looks,
            page: question.page,
            candidates: question.candidates.map { candidate in
                RunCandidate(
                    looks: candidate.looks,
                    near: candidate.near,
                    box: candidate.fingerprint.box,
                    score: (candidate.score * 1000).rounded() / 1000,
                    refusal: candidate.refusal
                )
            }
        )
    }
}
