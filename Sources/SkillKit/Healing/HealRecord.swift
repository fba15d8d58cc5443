// SPDX-License-Identifier: Apache-2.0
internal import Foundation
public import Vocabulary

/// What stands behind a revision that a rescue proposed: which run, which targets, how they were found, and the pictures.
public struct HealRecord: Sendable, Hashable, Codable {
    /// The run that found them.
    public let run: RunID
    /// The digest of the revision that ran.
    public let healed: String
    /// The targets that change.
    public let targets: [HealedTarget]

    /// Describes a proposal.
    public init(run: RunID, healed: String, targets: [HealedTarget]) {
        self.run = run
        self.healed = healed
        self.targets = targets
    }

    static func read(_ bytes: [UInt8]) -> HealRecord? {
        try? JSONDecoder().decode(HealRecord.self, from: Data(bytes))
    }

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self))
        }
    }
}

/// One target of a proposal.
public struct HealedTarget: Sendable, Hashable, Codable {
    /// Its name.
    public let target: String
    /// What found it: `similarity`, `model` or `person`.
    public let level: String
    /// Its likeness to what was recorded, 0 to 1.
    public let score: Double
    /// What it looked like, and looks like now.
    public let was: String
    /// The same of now.
    public let now: String
    /// The picture of its step in an earlier run, when one is kept; a file of the home.
    public let before: String?
    /// The page of the run that found it, before anything was done with it.
    public let after: String?
    /// Where on that picture the element is; nil when it is in a frame, or there is no picture.
    public let box: PictureBox?
    /// What is remembered when a person says no.
    public let rejection: HealRejection

    /// Describes one target.
    public init(_ heal: TargetHeal, was: String, seen: HealSight) {
        target = heal.target.name.text
        level = heal.level
        score = (heal.score * 1000).rounded() / 1000
        self.was = was
        now = heal.target.looks
        before = seen.before
        after = seen.after
        box = seen.after == nil ? nil : seen.box
        rejection = heal.rejection
    }
}
