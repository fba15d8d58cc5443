// SPDX-License-Identifier: Apache-2.0
internal import Auditing
internal import Replaying
internal import SkillKit
internal import Vocabulary

/// Puts what rescues have found into quarantine, with a picture of the step in an earlier run, and of the find.
struct HealProposals: HealKeeper {
    let registry: SkillRegistry
    let audit: AuditLog
    let evidence: EvidenceStore

    /// How many earlier runs are looked through for a picture.
    private static let runLimit = 50

    /// A proposal that cannot be made changes nothing about the run; the registry has written down why.
    func propose(_ heals: [TargetHeal], of skill: AdmittedSkill, run: RunID, sights: [TargetName: HealSight]) async {
        var sights = sights
        for heal in heals {
            let name = heal.target.name
            let step = skill.skill.steps.last { $0.action.targets.contains(name) }?.id
            guard let step else { continue }
            sights[name, default: HealSight()].before = await earlierPicture(of: step, in: skill, before: run)
        }
        _ = try? await registry.propose(heals, of: skill, run: run, sights: sights)
    }

    /// The picture of a step in the last run in which a locator found its target.
    private func earlierPicture(of step: StepID, in skill: AdmittedSkill, before run: RunID) async -> String? {
        let runs = (try? await audit.runs(limit: HealProposals.runLimit)) ?? []
        for earlier in runs where earlier.run != run && earlier.skill == skill.skill.name.text {
            guard let record = try? await audit.steps(of: earlier.run).last(where: { $0.step == step }),
                record.rescue == nil, record.outcome == EventOutcome.succeeded.rawValue,
                let file = record.evidence["file"], let sha256 = record.evidence["sha256"],
                (try? evidence.picture(of: step, in: earlier.run, sha256: sha256)) != nil
            else { continue }
            return file
        }
        return nil
    }
}
