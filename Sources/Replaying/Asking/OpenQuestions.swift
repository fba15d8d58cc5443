// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
internal import Vocabulary

/// Questions of runs that wait for a person, each until it has one answer or its time is up.
///
/// One a run at most, because a run does one step at a time; they live in memory.
final class OpenQuestions<Question: Sendable, Answer: Sendable>: Sendable {
    private struct Waiting {
        let step: String
        let question: Question
        let answer: AsyncStream<Answer>.Continuation
        var isAnswered = false
    }

    private let waiting = Mutex<[RunID: Waiting]>([:])

    /// What a run asks now; nil when it asks nothing.
    func question(of run: RunID) -> Question? { waiting.withLock { $0[run]?.question } }

    /// Whether a run waits for its answer.
    func isAsked(by run: RunID) -> Bool { waiting.withLock { $0[run]?.isAnswered == false } }

    /// Puts a question, and waits.
    ///
    /// - Parameter asked: called once an answer would be taken.
    /// - Returns: nil when nobody answered in time.
    /// - Throws: `CancellationError` when the step is over first.
    func put(
        _ question: Question,
        for step: String,
        of run: RunID,
        until deadline: Deadline,
        asked: () -> Void
    ) async throws -> Answer? {
        let (answers, answer) = AsyncStream.makeStream(of: Answer.self, bufferingPolicy: .bufferingOldest(1))
        waiting.withLock { $0[run] = Waiting(step: step, question: question, answer: answer) }
        defer { waiting.withLock { $0[run] = nil } }
        asked()
        do {
            return try await withDeadline(deadline, waitingFor: "a person's answer") {
                for await given in answers { return given }
                throw CancellationError()
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            return nil
        }
    }

    /// Gives a run its answer, once.
    ///
    /// - Parameters:
    ///   - step: the step whose question was seen; nil for whichever asks.
    ///   - isFit: whether it is an answer to the question.
    /// - Returns: whether it was taken.
    func answer(_ run: RunID, with answer: Answer, to step: String?, if isFit: (Question) -> Bool) -> Bool {
        waiting.withLock { waiting in
            guard let entry = waiting[run], !entry.isAnswered, step ?? entry.step == entry.step, isFit(entry.question)
            else { return false }
            waiting[run]?.isAnswered = true
            guard case .enqueued = entry.answer.yield(answer) else { return false }
            return true
        }
    }
}
