// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import SkillKit
internal import Synchronization
internal import Vocabulary

/// Calls that a page's script sends because of a step: nothing on the page may show that they are done.
extension StepExecutor {
    /// How often it is looked whether enough has been waited.
    private static let beat: Duration = .milliseconds(50)

    /// Waits until the calls that the step says have been sent since it began, and are answered.
    ///
    /// One that the page does not send fails the step: what it should have kept is not known to be kept.
    func awaitRequests(in events: TabEventStream?) async throws {
        guard let events else { return }
        let expected = step.then.compactMap { if case .request(let request) = $0 { request } else { nil } }
        let matchers = try expected.map { try AddressMatcher($0.address, in: admitted.skill) }
        let calls = HeardCalls(AwaitedCalls(expected, matchers))
        do {
            try await withDeadline(deadline, waitingFor: "the page's calls") {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    defer { group.cancelAll() }
                    group.addTask {
                        for try await event in events {
                            if calls.take(event) == .done { return }
                        }
                        try ConsequenceWatch.requireMore("the page's calls were answered")
                    }
                    group.addTask {
                        while try !ReplayError.isEnough(calls.verdict) {
                            try await Task.sleep(for: StepExecutor.beat)
                        }
                    }
                    try await group.next()
                }
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            guard try !ReplayError.isEnough(calls.lastVerdict) else { return }
            throw missing("an answer to \(expected.map(\.description).joined(separator: ", "))")
        }
    }
}

/// Shared by whoever hears of the calls and whoever looks at the clock.
private final class HeardCalls: Sendable {
    private let calls: Mutex<AwaitedCalls>

    init(_ calls: AwaitedCalls) { self.calls = Mutex(calls) }

    var verdict: AwaitedCalls.Verdict { calls.withLock { $0.verdict(at: .now) } }
    var lastVerdict: AwaitedCalls.Verdict { calls.withLock { $0.lastVerdict } }

    func take(_ event: TabEvent) -> AwaitedCalls.Verdict {
        calls.withLock { calls in
            calls.take(event, at: .now)
            return calls.verdict(at: .now)
        }
    }
}

extension ReplayError {
    fileprivate static func isEnough(_ verdict: AwaitedCalls.Verdict) throws(ReplayError) -> Bool {
        switch verdict {
        case .wait: false
        case .done: true
        case .refused(let request, let status): throw ReplayError.refused(request, status)
        }
    }

    private static func refused(_ request: ExpectedRequest, _ status: Int?) -> ReplayError {
        ReplayError(
            code: .consequenceMissing,
            message: "The page sent \(request), but "
                + (status.map { "its server answered with \($0)" } ?? "no answer came")
                + ": see whether the site is up and takes what the step gives it."
        )
    }
}
