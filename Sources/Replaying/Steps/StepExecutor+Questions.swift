// SPDX-License-Identifier: Apache-2.0
internal import Oversight
internal import SkillKit
internal import Vocabulary

/// Steps that ask a person.
extension StepExecutor {
    /// Asks, and keeps the answer for the steps that follow.
    ///
    /// Nothing is done to the page, so the gate is not asked; what becomes of the answer is for the steps that use it.
    mutating func ask(_ ask: Ask) async throws {
        // What is asked about is there, or the question would be about something else.
        if let name = ask.target { _ = try await locate(name, action: "look") }
        let patience = step.within ?? player.desk.limit
        var need = PersonNeed(kind: .ask, step: step.id, text: try values.text(of: ask.question))
        need.form = AskedQuestion.Form(ask.answer)
        need.expires = Timestamp(milliseconds: Timestamp.now().milliseconds + Int64(patience / .milliseconds(1)))
        if let name = ask.target { need.box = await box(of: name) }
        need.picture = await picture()
        let question = AskedQuestion(
            run: log.run,
            step: step.id,
            form: AskedQuestion.Form(ask.answer),
            deadline: .after(patience)
        )
        shield.asks(true)
        defer { shield.asks(false) }
        let said = try await player.asks.ask(question) { [log] in log.asks(need) }
        guard let said else {
            throw ReplayError(
                code: .answerMissing,
                message: "Nobody answered what the step '\(step.id)' asks in time."
            )
        }
        log.goesOn(answeredBy: said.principal)
        try await standStillIfPaused()
        // A person's thinking time is not the step's.
        deadline = .after(Player.stepLimit)
        try keep(said.answer, as: ask.answer)
    }

    private mutating func keep(_ answer: AskedAnswer, as kept: Ask.Answer) throws {
        switch (answer, kept) {
        case (.yes, _): break
        case (.no, _):
            throw ReplayError(
                code: .answerRefused,
                message: "A person said no to what the step '\(step.id)' asks, so the run ended there."
            )
        case (.text(let value), .text(let name)): values.setAnswer(name, to: value.revealForTyping())
        case (.text(let value), .secret(let name)):
            guard let site = admitted.skill.secrets.first(where: { $0.name == name })?.site,
                let origin = admitted.skill.origin(ofSite: site)
            else { throw ReplayError(code: .outsideSites, message: "The skill binds no secret '\(name)' to a site.") }
            try player.secrets.tell(log.run, name, origin: origin, value: value)
        case (.text, .consent): break
        }
    }
}

extension Step {
    /// How long it may take to act: of one that asks a person the answer has a time of its own.
    var timeToAct: Duration {
        if case .ask = action { return Player.stepLimit }
        return within ?? Player.stepLimit
    }
}
