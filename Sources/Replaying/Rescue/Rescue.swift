// SPDX-License-Identifier: Apache-2.0
public import SkillKit
public import Vocabulary

/// What a rescue has taken for a target, for the rest of its step.
struct Rescue {
    /// The page script's number for it.
    let number: Int
    /// What is proposed when the step has come to its end; nil when it cannot be told without what the run was given.
    let heal: TargetHeal?
    /// The page before anything was done with it.
    var picture: Evidence?
    /// Where on that picture it is; nil when it is in a frame.
    var box: PictureBox?

    /// What a person sees of it later.
    var sight: HealSight {
        guard case .picture(let file, _)? = picture else { return HealSight() }
        return HealSight(after: file, box: box)
    }
}

/// Takes what rescues of a run have found, and proposes it as a new pending revision.
public protocol HealKeeper: Sendable {
    /// Proposes the changed targets of one run; nothing of it is applied before a person approves it.
    ///
    /// - Parameters:
    ///   - heals: targets whose steps did what they should; each target once.
    ///   - skill: the revision that ran.
    ///   - run: the run.
    ///   - sights: the page of this run with each of them, before anything was done with it.
    func propose(_ heals: [TargetHeal], of skill: AdmittedSkill, run: RunID, sights: [TargetName: HealSight]) async
}
