// SPDX-License-Identifier: Apache-2.0
public import Oversight
internal import Synchronization
public import Vocabulary

/// Asks the person who looks after the runs which element of a list is meant, or what becomes of a step that was
/// refused, and waits for the answer.
///
/// One question a run at most, because a run does one step at a time; it lives in memory and ends with the run.
public final class PersonDesk: StepAdvisor {
    private struct Waiting {
        let step: String
        /// What may be picked; nil when nothing may.
        let question: RescueQuestion?
        let answer: AsyncStream<RescueVerdict>.Continuation
        var isAnswered = false

        /// Whether it is an answer to this question.
        func takes(_ verdict: RescueVerdict) -> Bool {
            switch verdict {
            case .candidate(let index): question?.candidates.indices.contains(index) == true
            case .place(let place): question != nil && place.isInside
            case .none: question != nil
            case .told: true
            case .silent: false
            }
        }
    }

    private let waiting = Mutex<[RunID: Waiting]>([:])

    /// A desk without questions.
    public init() {}

    /// A person.
    public var level: RescueLevel { .person }

    /// Waits for a person's answer, until the question's deadline.
    public func advise(_ question: RescueQuestion) async throws -> RescueVerdict {
        try await answer(to: question, step: question.step, of: question.run, until: question.deadline)
            ?? .silent("nobody answered in time")
    }

    /// Waits for a person's word on a step that was refused, until the question's deadline.
    public func decide(_ question: StepQuestion, asked: @Sendable () -> Void) async throws -> Handback? {
        let answer = try await answer(
            to: nil,
            step: question.step,
            of: question.run,
            until: question.deadline,
            asked: asked
        )
        guard case .told(let word)? = answer else { return nil }
        return word
    }

    private func answer(
        to question: RescueQuestion?,
        step: String,
        of run: RunID,
        until deadline: Deadline,
        asked: @Sendable () -> Void = {}
    ) async throws -> RescueVerdict? {
        let (answers, answer) = AsyncStream.makeStream(of: RescueVerdict.self, bufferingPolicy: .bufferingOldest(1))
        waiting.withLock { $0[run] = Waiting(step: step, question: question, answer: answer) }
        defer { waiting.withLock { $0[run] = nil } }
        asked()
        do {
            return try await withDeadline(deadline, waitingFor: "a person's answer") {
                for await verdict in answers { return verdict }
                throw CancellationError()
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            return nil
        }
    }

    /// Which element a run asks a person for now; nil when it asks for none.
    public func question(of run: RunID) -> RescueQuestion? { waiting.withLock { $0[run]?.question } }

    /// Whether a run waits for a person's answer now, to whichever question.
    public func isAsked(by run: RunID) -> Bool { waiting.withLock { $0[run]?.isAnswered == false } }

    /// Gives a run its answer.
    ///
    /// - Returns: whether it was taken; false when the run asks nothing, has its answer already, or has no such
    ///   candidate.
    public func answer(_ run: RunID, with verdict: RescueVerdict, to step: String? = nil) -> Bool {
        waiting.withLock { waiting in
            guard let entry = waiting[run], !entry.isAnswered, step ?? entry.step == entry.step, entry.takes(verdict)
            else { return false }
            waiting[run]?.isAnswered = true
            guard case .enqueued = entry.answer.yield(verdict) else { return false }
            return true
        }
    }
}
