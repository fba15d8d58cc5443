// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import SkillKit
internal import Vocabulary

/// Calls that a page's script sends because of a step: nothing on the page may show that they are done.
extension StepExecutor {
    /// Waits until each call that the step says has been sent since it began, and answered.
    func awaitRequests(in events: TabEventStream?) async throws {
        guard let events else { return }
        let expected = step.then.compactMap { if case .request(let request) = $0 { request } else { nil } }
        let matchers = try expected.map { try AddressMatcher($0.address, in: admitted.skill) }
        do {
            try await withDeadline(deadline, waitingFor: "the page's calls") {
                var missing = Set(expected.indices)
                var open: [String: Int] = [:]
                for try await event in events {
                    if case .requestSent(let sent) = event {
                        let fits = missing.subtracting(open.values).sorted()
                            .first { expected[$0].method == sent.method && matchers[$0].matches(sent.address) }
                        if let fits { open[sent.id] = fits }
                    }
                    guard case .requestAnswered(let id, let status) = event, let index = open.removeValue(forKey: id)
                    else { continue }
                    guard let status, status < 400 else { throw ReplayError.refused(expected[index], status) }
                    missing.remove(index)
                    if missing.isEmpty { return }
                }
                try ConsequenceWatch.requireMore("the page's calls were answered")
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            throw missing("an answer to \(expected.map(\.description).joined(separator: ", "))")
        }
    }
}

extension ReplayError {
    fileprivate static func refused(_ request: ExpectedRequest, _ status: Int?) -> ReplayError {
        ReplayError(
            code: .consequenceMissing,
            message: "The page sent \(request), but "
                + (status.map { "its server answered with \($0)" } ?? "no answer came")
                + ": see whether the site is up and takes what the step gives it."
        )
    }
}
