// SPDX-License-Identifier: Apache-2.0
public import ModelRouting
public import Replaying
internal import ScreenText
internal import SkillKit
internal import Vocabulary

/// Asks a model which element of a shortlist is the recorded one.
///
/// It is asked twice, with the list in two orders in which nothing has the same place, and only what both answers agree on
/// counts. Whatever the model says, or a page says through it, can be no more than an element of the list, and that must
/// still pass the replayer's own checks.
public struct ModelAdvisor: RescueAdvisor {
    private let router: ModelRouter
    private let memory: (any ScreenMemory)?

    /// The most candidates that are put before a model.
    public static let candidateLimit = 15

    /// An advisor that asks the providers of a router.
    ///
    /// - Parameter memory: what was on the run's screen, for models that may see it; nil for nothing.
    public init(router: ModelRouter, memory: (any ScreenMemory)? = nil) {
        self.router = router
        self.memory = memory
    }

    /// A model.
    public var level: RescueLevel { .model }

    /// Asks.
    ///
    /// - Returns: a candidate or that it is none, when both answers say so; otherwise why there is no answer.
    /// - Throws: `CancellationError` only.
    public func advise(_ question: RescueQuestion) async throws -> RescueVerdict {
        let count = min(question.candidates.count, ModelAdvisor.candidateLimit)
        guard count > 0 else { return .silent("there is no element to choose from") }
        let orders = SeededOrder.pair(of: count, seed: ModelAdvisor.seed(of: question))
        let context = context(of: question)
        let prompts = [
            RescuePrompt(question, order: orders.first, context: context),
            RescuePrompt(question, order: orders.second, base: count, context: context),
        ]
        let consultation = try await router.consult(
            prompts.map(\.prompt),
            for: ModelOccasion(.rescue, run: question.run, step: question.step),
            deadline: question.deadline
        ) { answer, number in prompts[number].read(answer) }
        switch consultation {
        case .answered(let choices, let provider): return ModelAdvisor.verdict(of: choices, by: provider)
        case .unanswered(let failures): return .silent(ModelAdvisor.words(of: failures))
        }
    }

    /// What was on the screen of the run's tab, as far as whoever is asked may know it.
    private func context(of question: RescueQuestion) -> PromptContext {
        guard let memory, let tab = question.tab else { return PromptContext() }
        let request = ObservationRequest(
            question: question.task,
            isNeededBySkill: question.needsObservation,
            isGranted: memory.isGranted(for: question.run)
        )
        return ObservationBlock.context(request, hiding: question.hidden) {
            memory.observations(of: question.run).filter { $0.tab == tab }
        }
    }

    /// What several answers to the same question come to.
    static func verdict(of choices: [RescuePrompt.Choice], by provider: String) -> RescueVerdict {
        guard let first = choices.first, choices.allSatisfy({ $0 == first }) else {
            return .silent("'\(provider)' chose differently when the list stood in another order")
        }
        return switch first {
        case .candidate(let index): .candidate(index)
        case .none: .none
        }
    }

    private static func words(of failures: [ModelFailure]) -> String {
        guard !failures.isEmpty else { return "no model may be asked" }
        // A reason that is the run's own is the same for every provider, and is said once.
        let words = failures.map(\.words)
        return words.indices.filter { words.firstIndex(of: words[$0]) == $0 }.map { words[$0] }.joined(separator: "; ")
    }

    /// The same run, step, target and list give the same orders.
    private static func seed(of question: RescueQuestion) -> String {
        let list = question.candidates.map(\.looks)
        return ([question.run.rawValue, question.step, question.target.name.text, question.page] + list)
            .joined(separator: "\u{1F}")
    }
}
