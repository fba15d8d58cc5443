// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Replaying
internal import SkillKit
internal import Teaching
internal import Vocabulary
internal import WebAddresses

extension LocalAppliance {
    func startRecording(_ request: StartRecording, by principal: Principal) async throws -> RecordingSummary {
        let taken = await registry.names()
        let beginning = TeachDesk.Beginning(
            name: request.name,
            start: try WebAddress(request.url),
            permissions: try TeachDesk.permissions(request.permissions ?? []),
            place: try request.place.map(TeachDesk.place),
            login: request.login,
            authorities: request.authorities ?? []
        )
        return try await teaching.start(beginning) { taken.contains($0) }
    }

    func signIn(_ slug: Slug, _ request: SignIn, by principal: Principal) async throws -> RecordingSummary {
        try await teaching.signIn(slug, request, by: principal)
    }

    func answerDialog(_ slug: Slug, _ answer: AnswerDialog, by principal: Principal) async throws -> RecordingSummary {
        try await teaching.answerDialog(slug, answer, by: principal)
    }

    /// The steps before are a run like any other; whoever waits for it waits until the person can go on.
    func continueSkill(_ slug: Slug, _ request: ContinueSkill, by principal: Principal) async throws
        -> RecordingSummary
    {
        let admitted = try await registry.admit(slug)
        let skill = try ContinuedSkill(admitted, goingOnFrom: request.step)
        try Player.check(request.inputs, for: admitted.skill)
        guard let site = admitted.skill.sites.first else {
            preconditionFailure("A skill that was admitted opens a page of one of its sites.")
        }
        let taken = await registry.names()
        let options = Player.sessionOptions(for: admitted.skill)
        let lead = TeachingLead(skill: skill, given: Array(request.inputs.values), options: options) {
            [executor] tab, session in
            try await executor.lead(admitted, count: skill.kept, inputs: request.inputs, in: tab, of: session)
        }
        let beginning = TeachDesk.Beginning(
            name: slug.text,
            start: try WebAddress(resolving: "/", on: site.origin),
            viewport: options.viewport,
            login: admitted.skill.browser.login.name,
            authorities: admitted.skill.browser.authorities,
            way: .steps(lead)
        )
        return try await teaching.start(beginning) { taken.contains($0) }
    }

    func stopRecording(_ slug: Slug, by principal: Principal) async throws -> StoppedRecording {
        let recording = try await teaching.stop(slug)
        let summary = try teaching.detail(slug).summary
        let compilation: Compilation
        do {
            compilation = try Compiler.compile(recording)
        } catch let error as TeachingError where error.reason == .nothingShown {
            return StoppedRecording(recording: summary, pending: nil, notes: [error.message])
        }
        let pending = try await registry.propose(SkillWriter.text(of: compilation.skill), by: "compiler")
        return StoppedRecording(
            recording: summary,
            pending: try await detail(of: pending),
            notes: compilation.notes
        )
    }

    func recordings() async throws -> [RecordingSummary] { teaching.summaries() }

    func recording(_ slug: Slug) async throws -> RecordingDetail { try teaching.detail(slug) }

    func taughtSteps(_ slug: Slug) async throws -> TaughtSteps {
        TaughtSteps(slug, try await teaching.preview(slug))
    }

    func editRecording(_ slug: Slug, _ edit: EditRecording, by principal: Principal) async throws -> TaughtSteps {
        let edit = try TeachingEdit(edit)
        return TaughtSteps(
            slug,
            try await teaching.edit(slug, edit.word, by: principal) { try await $0.apply(edit) }
        )
    }

    func pickElement(_ slug: Slug, _ pick: PickElement, by principal: Principal) async throws -> TaughtSteps {
        guard let purpose = PickPurpose(rawValue: pick.purpose), (1...60).contains(pick.seconds ?? 60) else {
            throw CommandError(
                code: "pick_unclear",
                message:
                    "An element is picked for \(PickElement.purposes.joined(separator: ", ")), within 1 to 60 seconds.",
                kind: .usage
            )
        }
        let deadline = Deadline.after(.seconds(pick.seconds ?? 60))
        let preview = try await teaching.edit(slug, "pick_\(purpose.rawValue)", by: principal) {
            try await $0.pick(purpose, named: pick.name, deadline: deadline)
        }
        return TaughtSteps(slug, preview)
    }
}

extension TeachingEdit {
    /// Reads what was asked for.
    ///
    /// - Throws: ``CommandError`` with `edit_unclear` when the step or the name that it needs is missing, or one is given
    ///   that it has no use for.
    init(_ request: EditRecording) throws(CommandError) {
        let place = request.step.map { StepPlace($0, event: request.event) }
        switch (request.edit, place, request.name) {
        case ("undo", nil, nil): self = .undo(event: request.event)
        case ("remove", let step?, nil): self = .remove(step: step)
        case ("rename", let step?, let name?): self = .rename(step: step, to: name)
        case ("input", let step?, let name?): self = .input(step: step, name: name)
        case ("secret", let step?, let name?): self = .secret(step: step, name: name)
        case ("hide", nil, let name) where request.event == nil: self = .hide(name: name)
        case ("pause", nil, nil) where request.event == nil: self = .pause
        case ("resume", nil, nil) where request.event == nil: self = .resume
        default:
            throw CommandError(
                code: "edit_unclear",
                message:
                    "'remove' needs a step; 'rename', 'input' and 'secret' need a step and a name; 'hide' may have a "
                    + "name; 'undo', 'pause' and 'resume' need nothing. What is about a step may have its event.",
                kind: .usage
            )
        }
    }
}

extension TaughtSteps {
    /// The steps as they are shown.
    init(_ slug: Slug, _ preview: Preview) {
        self.init(
            recording: slug,
            isPaused: preview.isPaused,
            steps: preview.lines.enumerated()
                .map { index, line in
                    TaughtStep(
                        number: index + 1,
                        event: line.event,
                        id: line.step.id,
                        line: SkillWriter.line(of: line.step),
                        sentence: preview.skill.sentence(of: line.step),
                        looks: line.step.action.target.flatMap { preview.skill.target($0)?.looks }
                    )
                },
            notes: preview.notes
        )
    }
}
