// SPDX-License-Identifier: Apache-2.0
internal import Auditing
internal import Console
internal import Oversight
internal import Replaying
internal import SkillKit
internal import Vocabulary

extension LocalAppliance {
    func startRun(_ slug: Slug, _ request: StartRun, by principal: Principal) async throws -> RunDetail {
        let admitted = try await registry.admit(slug)
        try Player.check(request.inputs, for: admitted.skill)
        let start = try request.from.map { try RunStart(at: $0, of: admitted.skill) }
        return try await run(try await executor.submit(admitted, inputs: request.inputs, from: start))
    }

    func checkSkill(_ slug: Slug, _ request: StartRun, by principal: Principal) async throws -> SkillCheck {
        let admitted = try await registry.admit(slug)
        try Player.check(request.inputs, for: admitted.skill)
        let (run, checks) = try await executor.check(admitted, inputs: request.inputs)
        return SkillCheck(
            skill: slug,
            sha256: admitted.sha256,
            run: run,
            targets: checks.map { check in
                TargetCheckSummary(
                    step: check.step,
                    target: check.target.text,
                    isReached: check.isReached,
                    level: check.level,
                    matches: check.matches,
                    code: check.code,
                    rescue: check.rescue.flatMap { RescueSummary($0.json, looks: $0.best.map(\.looks)) }
                )
            }
        )
    }

    func runs(limit: Int) async throws -> [RunSummary] { try await audit.runs(limit: limit).map(summary) }

    func picture(of step: StepID, in run: RunID, _ moment: PictureMoment) async throws -> [UInt8] {
        let kept = try await digest(of: step, in: run, moment)
        guard let kept, let picture = try evidence.picture(of: step, in: run, sha256: kept, moment) else {
            throw CommandError(
                code: "picture_unknown",
                message: "There is no picture of step '\(step)' of run '\(run)': see 'understudy runs show \(run)'.",
                kind: .notFound
            )
        }
        return picture
    }

    /// The digest of a step's picture, as the log has it.
    private func digest(of step: StepID, in run: RunID, _ moment: PictureMoment) async throws -> String? {
        switch moment {
        case .after:
            if let sha256 = live.entry(run)?.pictureInQuestion(of: step) { return sha256 }
            return try await audit.steps(of: run).last { $0.step == step }?.evidence["sha256"]
        case .found:
            let records = try await audit.steps(of: run).filter { $0.step == step }
            return records.last?.rescue?["picture"]?["sha256"]?.string
        }
    }

    func run(_ id: RunID) async throws -> RunDetail {
        guard let record = try await audit.run(id) else {
            throw CommandError(
                code: "run_unknown",
                message: "There is no run '\(id)': see 'understudy runs'.",
                kind: .notFound
            )
        }
        let entry = live.entry(id)
        let remembered = entry?.steps ?? []
        let steps = try await audit.steps(of: id)
            .map { record in self.summary(of: record, remembered: remembered.last { $0.id == record.step }) }
        var summary = summary(of: record)
        // What the process knows is never behind what it wrote.
        if let state = entry?.state, state != summary.state {
            summary.state = state
            // The reason that is written belongs to the state before.
            summary.reason =
                state == .needsPerson
                ? entry?.need?.kind.rawValue ?? (entry?.waitsFor == nil ? "rescue" : "consent") : entry?.reason
        }
        return RunDetail(
            summary: summary,
            steps: steps,
            outputs: entry?.outputs ?? [:],
            files: try await files(of: id),
            message: entry?.message,
            waitsFor: entry?.waitsFor.flatMap { desk.approval($0) }.map(summaryOf),
            asks: personDesk.question(of: id).map(RunQuestion.init),
            control: control(of: id, in: summary.state),
            question: question(of: id, entry),
            goesOnAt: entry?.goesOnAt
        )
    }

    func awaitRun(_ id: RunID, for time: Duration) async throws -> RunDetail {
        await live.settle(id, for: time)
        return try await run(id)
    }

    func cancelRun(_ id: RunID, by principal: Principal) async throws -> RunDetail {
        executor.cancel(id)
        // A run that waits for a person ends as well, and its question with it.
        await live.end(of: id, for: .seconds(10))
        return try await run(id)
    }

    func answerRun(_ id: RunID, _ answer: RunAnswer, by principal: Principal) async throws -> RunDetail {
        let detail = try await run(id)
        if let question = detail.waitsFor, detail.summary.state == .needsPerson, let decision = answer.decision,
            answer.step == nil || answer.step == detail.question?.step.rawValue
        {
            _ = try await decide(question.id, Decide(decision: decision), by: principal)
            return try await run(id)
        }
        if askDesk.question(of: id) != nil {
            guard let said = AskedAnswer(answer),
                askDesk.answer(id, with: said, to: answer.step, by: principal.rawValue)
            else { throw unfit(id) }
            await live.goOn(id, for: .seconds(5))
            return try await run(id)
        }
        let isAsked = personDesk.isAsked(by: id)
        guard isAsked || detail.waitsFor != nil else { throw asksNothing(detail) }
        guard isAsked, answer.decision == nil, answer.text == nil,
            personDesk.answer(id, with: RescueVerdict(answer), to: answer.step)
        else { throw unfit(id) }
        await live.goOn(id, for: .seconds(5))
        return try await run(id)
    }

    private func unfit(_ id: RunID) -> CommandError {
        CommandError(
            code: "answer_unfit",
            message: "That is no answer to what the run '\(id)' asks: see 'understudy runs show \(id)'.",
            kind: .conflict
        )
    }

    private func asksNothing(_ detail: RunDetail) -> CommandError {
        CommandError(
            code: "run_asks_nothing",
            message: "The run '\(detail.summary.id)' asks nothing: it is \(detail.summary.state.rawValue).",
            kind: .conflict
        )
    }

    /// Those that are remembered, and before them what the log tells of earlier lives of the appliance.
    func approvals() async throws -> [ApprovalSummary] {
        let remembered = desk.list()
        let known = Set(remembered.map(\.id))
        let older = try await audit.approvals(limit: LocalAppliance.approvalLimit).filter { !known.contains($0.id) }
        return remembered.map(summaryOf) + older.map(summaryOf)
    }

    private static let approvalLimit = 200

    func decide(_ id: ApprovalID, _ decision: Decide, by principal: Principal) async throws -> ApprovalSummary {
        let approval = try await desk.decide(id, approve: decision.decision == .approve, by: principal.rawValue)
        // The run has not woken yet, but it no longer waits: whoever asks next must not be asked again.
        if let run = approval.run { live.decided(id, of: run) }
        return summaryOf(approval)
    }

    private func summaryOf(_ approval: Approval) -> ApprovalSummary {
        ApprovalSummary(
            id: approval.id,
            kind: "consent",
            run: approval.run,
            step: approval.step,
            question: approval.question,
            expires: approval.expires,
            state: approval.state.rawValue
        )
    }

    private func summaryOf(_ record: ApprovalRecord) -> ApprovalSummary {
        ApprovalSummary(
            id: record.id,
            kind: record.kind,
            run: record.run,
            step: record.step,
            question: record.question,
            expires: record.expires,
            state: record.state
        )
    }

    private func summary(of record: RunRecord) -> RunSummary {
        RunSummary(
            id: record.run,
            skill: (try? Slug(record.skill)) ?? Slug.from(words: record.skill) { _ in false },
            sha256: record.sha256,
            state: record.state,
            reason: record.reason,
            started: record.started,
            durationMilliseconds: record.durationMilliseconds
        )
    }

    private func summary(of record: StepRecord, remembered: StepReport?) -> StepSummary {
        StepSummary(
            id: record.step,
            action: record.action,
            outcome: record.outcome,
            locator: record.locator,
            matches: record.matches,
            attempts: record.attempts,
            durationMilliseconds: record.durationMilliseconds,
            code: record.code,
            evidence: record.evidence,
            rescue: record.rescue.flatMap { RescueSummary($0, looks: remembered?.rescue?.best.map(\.looks) ?? []) },
            tried: (record.tried?.array ?? []).map(TriedLocator.init)
        )
    }
}

extension TriedLocator {
    fileprivate init(_ value: JSONValue) {
        self.init(
            kind: value["kind"]?.string ?? "",
            matched: value["matched"]?.int ?? 0,
            why: value["why"]?.string ?? ""
        )
    }
}

extension AskedAnswer {
    /// What a person said to a question of the skill's; nil when it is no answer to one.
    fileprivate init?(_ answer: RunAnswer) {
        if let text = answer.text {
            self = .text(Secret(text))
        } else if let decision = answer.decision {
            self = decision == .approve ? .yes : .no
        } else {
            return nil
        }
    }
}

extension RescueVerdict {
    /// What a person said which element is meant.
    fileprivate init(_ answer: RunAnswer) {
        if let place = answer.point {
            self = .place(place)
        } else if let then = answer.then {
            self = .told(Handback(then))
        } else {
            self = answer.candidate.map(RescueVerdict.candidate) ?? .none
        }
    }
}

extension LiveRuns.Entry {
    /// The digest of the picture that a question is asked with, while it waits.
    fileprivate func pictureInQuestion(of step: StepID) -> String? {
        guard state == .needsPerson, let need, need.step == step, case .picture(_, let sha256)? = need.picture else {
            return nil
        }
        return sha256
    }
}
