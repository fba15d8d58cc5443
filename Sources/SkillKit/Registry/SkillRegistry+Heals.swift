// SPDX-License-Identifier: Apache-2.0
internal import Foundation
public import Vocabulary

extension SkillRegistry {
    /// Puts what rescues of one run have found into quarantine, as one revision.
    ///
    /// - Parameters:
    ///   - heals: the targets, each once.
    ///   - admitted: the revision that ran.
    ///   - run: the run.
    ///   - sights: what a person sees of them, by target.
    /// - Returns: the revision; nil when nothing is left to propose, because a person refused all of it before, or the
    ///   skill has another approved revision by now.
    /// - Throws: ``SkillError`` with `heal_unwritable` when the file is written in a way that cannot be changed in part.
    public func propose(
        _ heals: [TargetHeal],
        of admitted: AdmittedSkill,
        run: RunID,
        sights: [TargetName: HealSight]
    ) async throws -> PendingSkill? {
        do {
            return try await proposal(heals, of: admitted, run: run, sights: sights)
        } catch let error as SkillError {
            let refused = refusal(error, admitted.skill.name, admitted.sha256, ["author": "heal"])
            try await events.record(refused)
            throw error
        }
    }

    private func proposal(
        _ heals: [TargetHeal],
        of admitted: AdmittedSkill,
        run: RunID,
        sights: [TargetName: HealSight]
    ) async throws -> PendingSkill? {
        let slug = admitted.skill.name
        // Somebody may have said no since the run began.
        let refused = try rejections(of: slug).union(admitted.rejections)
        let heals = heals.filter { !refused.contains($0.rejection) }
        guard !heals.isEmpty, approvedText(slug) == admitted.source else { return nil }
        guard let text = HealedText.text(of: admitted.source, healing: heals) else {
            throw SkillError(
                .healUnwritable,
                "The healed targets of '\(slug)' cannot be written into its file: give each target and fingerprint lines "
                    + "of its own, or teach it anew."
            )
        }
        let record = HealRecord(
            run: run,
            healed: admitted.sha256,
            targets: heals.map { heal in
                HealedTarget(
                    heal,
                    was: admitted.skill.target(heal.target.name)?.looks ?? "",
                    seen: sights[heal.target.name] ?? HealSight()
                )
            }
        )
        let bytes = Array(text.utf8)
        try folder.write(try record.bytes, to: .heal(slug, String(SkillDigest.of(bytes).prefix(12))))
        return try await propose(bytes, by: "heal")
    }

    /// What a waiting revision was proposed for; nil when no rescue proposed it.
    public func heal(_ slug: Slug, _ sha12: String) -> HealRecord? {
        SkillPlace.heal(slug, checked: sha12).flatMap { try? folder.find($0) }.flatMap(HealRecord.read)
    }

    /// Notes for good that a person refused what a rescue found.
    func remember(refused record: HealRecord, of slug: Slug) throws {
        let known = try rejections(of: slug)
        let all = known.union(record.targets.map(\.rejection))
        let sorted = all.sorted { ($0.target, $0.element) < ($1.target, $1.element) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try folder.write(Array(try encoder.encode(sorted)), to: .rejections(slug))
    }

    /// What a person refused for the targets of a skill.
    ///
    /// - Throws: ``SkillError`` with `skill_unreadable` when there is a list and it cannot be read: what a person has
    ///   refused must not come back because of that.
    func rejections(of slug: Slug) throws(SkillError) -> Set<HealRejection> {
        let place = SkillPlace.rejections(slug)
        do {
            guard let bytes = try folder.find(place) else { return [] }
            return Set(try JSONDecoder().decode([HealRejection].self, from: Data(bytes)))
        } catch {
            throw SkillError(
                .unreadable,
                "\(place.path) cannot be read: mend it, or remove it to forget what was refused for '\(slug)'."
            )
        }
    }
}
