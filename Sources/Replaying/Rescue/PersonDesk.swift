// SPDX-License-Identifier: Apache-2.0
public import Oversight
public import Vocabulary

/// Asks the person who looks after the runs which element of a list is meant, or what becomes of a step that was
/// refused, and waits for the answer.
public final class PersonDesk: StepAdvisor {
    /// What may be picked; nil where only a word on the step is asked for.
    private typealias Choice = RescueQuestion?

    private let open = OpenQuestions<Choice, RescueVerdict>()

    /// A desk without questions.
    public init() {}

    /// A person.
    public var level: RescueLevel { .person }

    /// Waits for a person's answer, until the question's deadline.
    public func advise(_ question: RescueQuestion) async throws -> RescueVerdict {
        try await open.put(question, for: question.step, of: question.run, until: question.deadline) {}
            ?? .silent("nobody answered in time")
    }

    /// Waits for a person's word on a step that was refused, until the question's deadline.
    public func decide(_ question: StepQuestion, asked: @Sendable () -> Void) async throws -> Handback? {
        let answer = try await open.put(
            nil,
            for: question.step,
            of: question.run,
            until: question.deadline,
            asked: asked
        )
        guard case .told(let word)? = answer else { return nil }
        return word
    }

    /// Which element a run asks a person for now; nil when it asks for none.
    public func question(of run: RunID) -> RescueQuestion? { open.question(of: run) ?? nil }

    /// Whether a run waits for a person's answer now, to whichever question.
    public func isAsked(by run: RunID) -> Bool { open.isAsked(by: run) }

    /// Gives a run its answer.
    ///
    /// - Returns: whether it was taken; false when the run asks nothing, has its answer already, or has no such
    ///   candidate.
    public func answer(_ run: RunID, with verdict: RescueVerdict, to step: String? = nil) -> Bool {
        open.answer(run, with: verdict, to: step) { PersonDesk.isFit(verdict, for: $0) }
    }

    private static func isFit(_ verdict: RescueVerdict, for choice: Choice) -> Bool {
        switch verdict {
        case .candidate(let index): choice?.candidates.indices.contains(index) == true
        case .place(let place): choice != nil && place.isInside
        case .none: choice != nil
        case .told: true
        case .silent: false
        }
    }
}
