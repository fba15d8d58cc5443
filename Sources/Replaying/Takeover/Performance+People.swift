// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

/// Steps that fail because the page wants a person: a captcha, or a code from another device.
extension Performance {
    /// What a person is needed for, when that is why a step failed; nil when the failure stands.
    func need(after error: any Error, _ executor: StepExecutor) async -> PersonNeed? {
        guard control != nil, !Task.isCancelled, let failure = error as? ReplayError, failure.reason.mayBePageForPeople
        else { return nil }
        var answers: [JSONValue] = []
        for place in [executor.tab.page] + executor.tab.frames {
            let answer = try? await place.look("forPeople", .null, deadline: .after(.seconds(2)))
            answers += [answer?.value].compactMap(\.self)
        }
        let kind: PersonNeed.Kind
        if answers.contains(where: { $0["captcha"]?.bool == true }) {
            kind = .captcha
        } else if answers.contains(where: { $0["code"]?.bool == true }) {
            kind = .secondFactor
        } else {
            return nil
        }
        var need = PersonNeed(kind: kind, step: executor.step.id, text: Performance.words(for: kind, executor.step))
        if answers.first?[kind == .captcha ? "captcha" : "code"]?.bool == true {
            need.box = PictureBox(answers.first?["box"])
        }
        need.picture = await executor.picture()
        return need
    }

    private static func words(for kind: PersonNeed.Kind, _ step: Step) -> String {
        let what =
            switch kind {
            case .captcha: "shows a captcha"
            case .secondFactor: "asks for a code from another device"
            case .rescue, .consent, .ask, .refusal: "waits"
            }
        return "The page \(what), so '\(step.action.summary)' cannot be done: take the run over, answer the page, and "
            + "hand it back."
    }

    /// Waits for a person to take the run over, or to say what becomes of the step.
    ///
    /// - Returns: what they said; nil when they have taken the run over.
    /// - Throws: the failure, when nobody does either in time.
    func awaitPerson(for need: PersonNeed, or failure: any Error) async throws -> Handback? {
        guard let control else { throw failure }
        let log = log
        let deadline = Deadline.after(player.desk.limit)
        let question = StepQuestion(run: log.run, step: need.step.rawValue, deadline: deadline)
        let person = player.person
        // Whoever hears of it may answer at once.
        if person == nil { log.asks(need) }
        do {
            return try await withDeadline(deadline, waitingFor: "a person") {
                try await withThrowingTaskGroup(of: Handback?.self) { group in
                    group.addTask {
                        for await standing in control.leases.standings(of: control.run) where standing == .takenOver {
                            return nil
                        }
                        throw CancellationError()
                    }
                    if let person {
                        group.addTask {
                            guard let word = try await person.decide(question, asked: { log.asks(need) }) else {
                                throw failure
                            }
                            return word
                        }
                    }
                    defer { group.cancelAll() }
                    return try await group.next() ?? nil
                }
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded { throw failure }
    }

    /// What is asked about a step that was refused; nil when nobody can be asked, or nothing can come of it.
    func refusal(_ error: any Error, _ executor: StepExecutor) async -> PersonNeed? {
        guard control != nil, player.person != nil, !executor.isPersonDone, !Task.isCancelled,
            let failure = error as? any ExplainedError, Refusal.mayBeTriedAgain(failure)
        else { return nil }
        var need = PersonNeed(
            kind: .refusal,
            step: executor.step.id,
            text: Refusal.question(about: executor.step.action.summary, failure, hasActed: executor.shield.hasActed)
        )
        need.picture = await executor.picture()
        return need
    }
}

extension Player {
    /// Who is asked what becomes of a step that was refused; nil when nobody is.
    var person: (any StepAdvisor)? { rescue.lazy.compactMap { $0 as? any StepAdvisor }.first }
}

extension ReplayError.Code {
    /// Whether a page that wants a person may be why.
    fileprivate var mayBePageForPeople: Bool {
        switch self {
        case .targetNotFound, .targetNotProved, .targetNotReady, .expectationFailed, .waitedInVain, .consequenceMissing:
            true
        case .inputMissing, .inputUnknown, .inputInvalid, .targetAmbiguous, .becameIrreversible, .inputWentElsewhere,
            .inputNotTaken, .optionMissing, .unexpectedDialog, .outsideSites, .outputMissing, .consentRefused,
            .scriptAnswerInvalid, .pictureChanged, .unexpectedDownload, .fileChanged, .fileUnreadable, .fileTooLarge,
            .signInRefused, .stoppedByPerson, .pausedTooLong, .applianceEnded, .injectionInvalid, .injectionQueueFull,
            .screenUnreadable, .answerMissing, .answerRefused, .startUnknown, .startUnfit, .startDiffers:
            false
        }
    }
}
