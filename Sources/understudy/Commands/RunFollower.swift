// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Vocabulary

/// Starts a run and stays with it: shows how it goes, and asks the person at the terminal where one is needed.
struct RunFollower: Sendable {
    let control: any ApplianceControl

    func run(_ slug: Slug, inputs: [String: String], from step: StepID? = nil) async throws -> RunDetail {
        let given = try await absolute(inputs, for: slug)
        var detail = try await control.startRun(slug, StartRun(inputs: given, from: step), by: .operator)
        while detail.summary.state.isLive {
            Terminal.progress(
                "\(slug): \(detail.steps.last.map { "\($0.id) \($0.action)" } ?? detail.summary.state.rawValue)"
            )
            detail = try await control.awaitRun(detail.summary.id, for: .milliseconds(500))
            guard detail.summary.state == .needsPerson, RunFollower.canBeAnswered(detail) else { continue }
            Terminal.endProgress()
            guard Terminal.isInteractive else { return try await left(detail) }
            do { try await ask(detail) } catch let error as any ExplainedError
                where ["run_asks_nothing", "answer_unfit"].contains(error.code)
            {
                // The question was over, or somebody else was quicker: the run goes on, or has ended, by itself.
                Terminal.note(error.message)
            }
        }
        Terminal.endProgress()
        return detail
    }

    /// Whether a person at the terminal has an answer to what the run asks; some pages must be answered themselves.
    private static func canBeAnswered(_ detail: RunDetail) -> Bool {
        detail.waitsFor != nil || detail.asks != nil || detail.question?.kind == "refusal"
            || detail.question?.form != nil
    }

    private func ask(_ detail: RunDetail) async throws {
        if let approval = detail.waitsFor {
            let answer: Decide.Answer = Terminal.confirm(approval.question) ? .approve : .deny
            _ = try await control.decide(approval.id, Decide(decision: answer), by: .operator)
        } else if let question = detail.asks {
            Terminal.note(RunText.question(question))
            let picked = Terminal.number(below: question.candidates.count, "Its number, or nothing for none of them: ")
            var answer = RunAnswer(candidate: picked)
            answer.step = detail.question?.step.rawValue
            _ = try await control.answerRun(detail.summary.id, answer, by: .operator)
        } else if let question = detail.question {
            // Somebody else may answer meanwhile, and the run ask something else.
            var answer = try answer(to: question)
            answer.step = question.step.rawValue
            _ = try await control.answerRun(detail.summary.id, answer, by: .operator)
        }
    }

    /// Asks for what a step asks for, or what becomes of one that was refused.
    private func answer(to question: PersonQuestion) throws -> RunAnswer {
        switch question.form {
        case "secret": return RunAnswer(text: try Terminal.readSecret(prompt: question.text))
        case "text": return RunAnswer(text: Terminal.line(question.text + " "))
        case .some: return RunAnswer(decision: Terminal.confirm(question.text) ? .approve : .deny)
        case nil:
            Terminal.note(question.text)
            let words: [HandBack.Then] = [.repeatStep, .goOn, .stop]
            let picked = Terminal.number(
                below: words.count,
                "0 tries it again, 1 goes on after it, 2 or nothing ends the run: "
            )
            return RunAnswer(then: picked.map { words[$0] } ?? .stop)
        }
    }

    /// A file is named at the terminal as it lies there: from the folder that the command was given in.
    private func absolute(_ inputs: [String: String], for slug: Slug) async throws -> [String: String] {
        guard !inputs.isEmpty else { return inputs }
        let files = Set(try await control.skill(slug).inputs.filter { $0.type == "file" }.map(\.name))
        return Dictionary(
            uniqueKeysWithValues: inputs.map { name, value in
                (name, files.contains(name) && !value.isEmpty ? LocalPath.real(value) : value)
            }
        )
    }

    /// A run that waits for a person while nobody can be asked here.
    ///
    /// An appliance that goes on without this command keeps the question. Where the appliance is this very process, the
    /// question would end with it: the run is ended, and who reads its result is told where a person can be asked.
    private func left(_ waiting: RunDetail) async throws -> RunDetail {
        guard control is LocalAppliance else { return waiting }
        var detail = try await control.cancelRun(waiting.summary.id, by: .operator)
        detail.summary.state = .needsPerson
        detail.summary.reason = waiting.waitsFor == nil ? waiting.question?.kind ?? "rescue" : "consent_required"
        detail.waitsFor = nil
        detail.asks = nil
        let refusal = waiting.asks == nil ? waiting.question?.text : nil
        let asked = waiting.waitsFor?.question ?? refusal ?? "A person must say which element is meant."
        detail.message = RunFollower.ending(asked, isRefusal: waiting.question?.kind == "refusal")
        return detail
    }

    /// Why a run has ended that nobody could be asked about; of a refused step the question says what of it was done.
    static func ending(_ asked: String, isRefusal: Bool) -> String {
        "\(asked) Nobody can be asked here, so the run has ended\(isRefusal ? "" : " and the step was not done"): "
            + "run it at a terminal, or start 'understudy serve', run it again, and decide with "
            + "'understudy runs answer'."
    }
}
