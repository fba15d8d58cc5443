// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import SkillKit
internal import Vocabulary

extension LocalAppliance {
    func skills() async throws -> [SkillSummary] { try await registry.approved().map(summary) }

    func skill(_ slug: Slug) async throws -> SkillDetail {
        let admitted = try await registry.admit(slug)
        return SkillDetail(
            summary: summary(of: admitted),
            source: admitted.source,
            inputs: admitted.skill.inputs.map {
                InputSummary(name: $0.name, type: $0.type.rawValue, default: $0.defaultValue)
            },
            outputs: admitted.skill.outputs.map(\.name),
            review: SkillReview.of(admitted.source)
        )
    }

    func deleteSkill(_ slug: Slug, by principal: Principal) async throws {
        try await registry.delete(slug, by: principal.rawValue)
    }

    func importSkill(_ file: [UInt8], by principal: Principal) async throws -> PendingDetail {
        try await detail(of: registry.propose(file, by: "import"))
    }

    func pendingSkills() async throws -> [PendingSummary] { await registry.pending().map(summary) }

    func pendingSkill(_ slug: Slug, _ sha12: String) async throws -> PendingDetail {
        try await detail(of: registry.pending(slug, sha12))
    }

    func approve(_ slug: Slug, sha256: String, by principal: Principal) async throws -> SkillSummary {
        summary(of: try await registry.approve(slug, sha256: sha256, by: principal.rawValue))
    }

    func reject(_ slug: Slug, sha256: String, because reason: String?, by principal: Principal) async throws {
        try await registry.reject(slug, sha256: sha256, because: reason, by: principal.rawValue)
    }

    func detail(of pending: PendingSkill) async throws -> PendingDetail {
        let approved = await registry.approvedText(pending.slug)
        let diff = approved.map {
            SkillDiff.unified(from: $0, to: pending.source, names: ("approved", "pending \(pending.sha12)"))
        }
        return PendingDetail(
            summary: summary(of: pending),
            source: pending.source,
            diagnostics: pending.diagnostics,
            diff: diff,
            heal: await registry.heal(pending.slug, pending.sha12),
            review: SkillReview.of(pending.source),
            pictures: pictures(of: pending.source)
        )
    }

    private func summary(of listed: ListedSkill) -> SkillSummary {
        switch listed.content {
        case .success(let admitted): summary(of: admitted)
        case .failure(let error):
            SkillSummary(slug: listed.slug, description: "", sha256: "", steps: 0, problem: SkillProblem(error))
        }
    }

    private func summary(of listed: ListedRevision) -> PendingSummary {
        switch listed.content {
        case .success(let pending): summary(of: pending)
        case .failure(let error):
            PendingSummary(
                slug: listed.slug,
                sha256: listed.sha12,
                isApprovable: false,
                findings: [:],
                problem: SkillProblem(error)
            )
        }
    }

    private func summary(of admitted: AdmittedSkill) -> SkillSummary {
        SkillSummary(
            slug: admitted.skill.name,
            description: admitted.skill.description,
            sha256: admitted.sha256,
            steps: admitted.skill.steps.count
        )
    }

    private func summary(of pending: PendingSkill) -> PendingSummary {
        let counts = Dictionary(grouping: pending.diagnostics, by: \.severity.rawValue).mapValues(\.count)
        return PendingSummary(
            slug: pending.slug,
            sha256: pending.sha256,
            isApprovable: pending.isApprovable,
            findings: counts
        )
    }
}
