// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    /// Tells one input of a run from the next, so that an old report is never taken for a new one.
    var guardNumber: Int { report.attempts }

    /// Waits until the target is found, proved and fit for the action; asks anew when the page navigates meanwhile.
    ///
    /// - Parameters:
    ///   - isSecret: whether a secret is typed into it next.
    ///   - permit: for the scrolling and focusing that comes with it.
    mutating func ready(
        _ name: TargetName,
        action: String,
        options: [String]? = nil,
        files: Int? = nil,
        place: BoxPlace? = nil,
        guarded: String?,
        isSecret: Bool = false,
        permit: Permit
    ) async throws -> TargetAnswer {
        let target = try target(name)
        while true {
            report.attempts += 1
            try await requireStillAllowed()
            let request = TargetRequest(
                action: action,
                target: target,
                options: options,
                files: files,
                place: place,
                guarded: guarded,
                guardNumber: guardNumber,
                isSecret: isSecret
            )
            do {
                let answer = try TargetAnswer(
                    try await tab.call(
                        "prepare",
                        request.argument(deadline: deadline),
                        document: tab.document,
                        permit: permit,
                        deadline: deadline
                    )
                )
                note(answer)
                guard answer.isReady else { throw answer.failure(of: name.text) }
                return answer
            } catch let error as BrowsingError where error.reason == .documentGone && !deadline.hasPassed {
                continue
            }
        }
    }

    /// Finds and proves the target without touching the page.
    mutating func locate(_ name: TargetName, action: String) async throws -> TargetAnswer {
        try requireInsideSites()
        let target = try target(name)
        while true {
            report.attempts += 1
            let request = TargetRequest(action: "look", target: target)
            do {
                let answer = try TargetAnswer(
                    try await tab.look("prepare", request.argument(deadline: deadline), deadline: deadline)
                )
                note(answer)
                guard answer.isReady else { throw answer.failure(of: name.text) }
                return answer
            } catch let error as BrowsingError where error.reason == .documentGone && !deadline.hasPassed {
                continue
            }
        }
    }

    /// Sends guarded input and waits for the page's word on it.
    func send(
        _ actions: [InputAction],
        document: DocumentID,
        permit: Permit
    ) async throws -> InputGuard.Verdict {
        try await requireStillAllowed()
        let watch = InputGuard(number: guardNumber, events: tab.events())
        do {
            try await tab.perform(actions, document: document, permit: permit, deadline: deadline)
        } catch let error as BrowsingError where error.reason == .documentGone {
            // Refused before anything was sent.
            return .missed("another document")
        }
        return try await watch.verdict(deadline: deadline)
    }

    mutating func note(_ answer: TargetAnswer) {
        report.locator = answer.winner ?? report.locator
        report.matches = answer.matches
    }
}
