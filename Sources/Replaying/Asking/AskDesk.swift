// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// Where the questions of steps wait for a person.
///
/// One question a run at most, because a run does one step at a time; it lives in memory and ends with its step.
public final class AskDesk: Sendable {
    private typealias Said = (answer: AskedAnswer, principal: String)

    private struct Waiting {
        let question: AskedQuestion
        let answer: AsyncStream<Said>.Continuation
        var isAnswered = false
    }

    private let waiting = Mutex<[RunID: Waiting]>([:])

    /// A desk without questions.
    public init() {}

    /// What a run asks now; nil when it asks nothing.
    public func question(of run: RunID) -> AskedQuestion? { waiting.withLock { $0[run]?.question } }

    /// Waits for the answer, and who gave it, until the question's deadline; `begun` is called once it can be answered.
    ///
    /// - Returns: nil when nobody answered in time.
    /// - Throws: `CancellationError` when the step is over first.
    public func ask(_ question: AskedQuestion, begun: () -> Void) async throws -> (
        answer: AskedAnswer, principal: String
    )? {
        let (answers, answer) = AsyncStream.makeStream(of: Said.self, bufferingPolicy: .bufferingOldest(1))
        waiting.withLock { $0[question.run] = Waiting(question: question, answer: answer) }
        defer { waiting.withLock { $0[question.run] = nil } }
        begun()
        do {
            return try await withDeadline(question.deadline, waitingFor: "a person's answer") {
                for await said in answers { return said }
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
    ///   - principal: who says so.
    /// - Returns: whether it was taken; false when the run asks nothing, has its answer already, or cannot be answered so.
    public func answer(_ run: RunID, with answer: AskedAnswer, to step: String? = nil, by principal: String) -> Bool {
        waiting.withLock { waiting in
            guard let entry = waiting[run], !entry.isAnswered, entry.question.takes(answer),
                step ?? entry.question.step.rawValue == entry.question.step.rawValue
            else { return false }
            waiting[run]?.isAnswered = true
            guard case .enqueued = entry.answer.yield((answer, principal)) else { return false }
            return true
        }
    }
}
