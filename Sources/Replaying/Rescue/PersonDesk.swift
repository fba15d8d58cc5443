// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// Asks the person who looks after the runs which element of a list is meant, and waits for the answer.
///
/// One question a run at most, because a run does one step at a time; it lives in memory and ends with the run.
public final class PersonDesk: RescueAdvisor {
    private struct Waiting {
        let question: RescueQuestion
        let answer: AsyncStream<RescueVerdict>.Continuation
        var isAnswered = false
    }

    private let waiting = Mutex<[RunID: Waiting]>([:])

    /// A desk without questions.
    public init() {}

    /// A person.
    public var level: RescueLevel { .person }

    /// Waits for a person's answer, until the question's deadline.
    public func advise(_ question: RescueQuestion) async throws -> RescueVerdict {
        let (answers, answer) = AsyncStream.makeStream(of: RescueVerdict.self, bufferingPolicy: .bufferingOldest(1))
        waiting.withLock { $0[question.run] = Waiting(question: question, answer: answer) }
        defer { waiting.withLock { $0[question.run] = nil } }
        do {
            return try await withDeadline(question.deadline, waitingFor: "a person's answer") {
                for await verdict in answers { return verdict }
                throw CancellationError()
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            return .silent("nobody answered in time")
        }
    }

    /// What a run asks a person now; nil when it asks nothing.
    public func question(of run: RunID) -> RescueQuestion? { waiting.withLock { $0[run]?.question } }

    /// Gives a run its answer.
    ///
    /// - Returns: whether it was taken; false when the run asks nothing, has its answer already, or has no such
    ///   candidate.
    public func answer(_ run: RunID, with verdict: RescueVerdict, to step: String? = nil) -> Bool {
        waiting.withLock { waiting in
            guard let entry = waiting[run], !entry.isAnswered, step ?? entry.question.step == entry.question.step else {
                return false
            }
            if case .candidate(let index) = verdict, !entry.question.candidates.indices.contains(index) { return false }
            if case .place(let place) = verdict, !place.isInside { return false }
            waiting[run]?.isAnswered = true
            guard case .enqueued = entry.answer.yield(verdict) else { return false }
            return true
        }
    }
}
