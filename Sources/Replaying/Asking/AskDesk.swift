// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Where the questions of steps wait for a person.
public final class AskDesk: Sendable {
    private typealias Said = (answer: AskedAnswer, principal: String)

    private let open = OpenQuestions<AskedQuestion, Said>()

    /// A desk without questions.
    public init() {}

    /// What a run asks now; nil when it asks nothing.
    public func question(of run: RunID) -> AskedQuestion? { open.question(of: run) }

    /// Waits for the answer, and who gave it, until the question's deadline; `begun` is called once it can be answered.
    ///
    /// - Returns: nil when nobody answered in time.
    /// - Throws: `CancellationError` when the step is over first.
    public func ask(_ question: AskedQuestion, begun: () -> Void) async throws -> (
        answer: AskedAnswer, principal: String
    )? {
        try await open.put(
            question,
            for: question.step.rawValue,
            of: question.run,
            until: question.deadline,
            asked: begun
        )
    }

    /// Gives a run its answer, once.
    ///
    /// - Parameters:
    ///   - step: the step whose question was seen; nil for whichever asks.
    ///   - principal: who says so.
    /// - Returns: whether it was taken; false when the run asks nothing, has its answer already, or cannot be answered so.
    public func answer(_ run: RunID, with answer: AskedAnswer, to step: String? = nil, by principal: String) -> Bool {
        open.answer(run, with: (answer, principal), to: step) { $0.takes(answer) }
    }
}
