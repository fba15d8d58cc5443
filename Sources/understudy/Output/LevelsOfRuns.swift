// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Vocabulary

/// Which level found each target in several runs of one revision: on the same page it must be the same each time.
struct LevelsOfRuns: Sendable, Encodable {
    /// One step of those runs.
    struct Step: Sendable, Encodable {
        let step: StepID
        let action: String
        /// How many runs each level won in.
        var levels: [String: Int]
    }

    /// The revision.
    let sha256: String
    /// The runs, newest first.
    let runs: [RunID]
    let steps: [Step]

    /// How many earlier runs are looked through, and how many of them are compared.
    private static let searched = 1000
    private static let compared = 100

    /// Whether each step was won by one level only.
    var isSame: Bool { steps.allSatisfy { $0.levels.count <= 1 } }

    /// Reads a run, and those of the same revision before and after it.
    static func compare(_ run: RunID, through control: any ApplianceControl) async throws -> LevelsOfRuns {
        let shown = try await control.run(run).summary
        let alike = try await control.runs(limit: searched)
            .filter { $0.skill == shown.skill && $0.sha256 == shown.sha256 && !$0.state.isLive }.prefix(compared)
        var steps: [Step] = []
        for summary in alike {
            for step in try await control.run(summary.id).steps where step.locator != nil && step.code == nil {
                let place = steps.firstIndex { $0.step == step.id } ?? steps.count
                if place == steps.count { steps.append(Step(step: step.id, action: step.action, levels: [:])) }
                steps[place].levels[step.locator ?? "", default: 0] += 1
            }
        }
        return LevelsOfRuns(sha256: shown.sha256, runs: alike.map(\.id), steps: steps)
    }

    var text: String {
        var table = TextTable("STEP", "ACTION", "FOUND BY")
        for step in steps {
            let levels = step.levels.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            table.add(step.step.rawValue, step.action, levels.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        }
        let verdict = isSame ? "the same level every time" : "not the same level every time"
        return table.text + "\n\(runs.count) \(runs.count == 1 ? "run" : "runs") of \(sha256.prefix(12)): \(verdict)"
    }
}
