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
            let way = try await arriveOnSite(of: name)
            let request = TargetRequest(
                action: action,
                target: target,
                options: options,
                files: files,
                place: drawn[name]?.place ?? place,
                guarded: guarded,
                guardNumber: guardNumber,
                isSecret: isSecret,
                isRescuable: mayLookFurther(for: target, in: way),
                adopted: rescued[name]?.number,
                isCareful: step.isIrreversible
            )
            do {
                var answer = try TargetAnswer(
                    try await way.place.call(
                        "prepare",
                        request.argument(deadline: deadline),
                        document: way.document,
                        permit: permit,
                        deadline: deadline.later(by: TargetRequest.patience)
                    ),
                    way
                )
                note(answer)
                guard answer.isReady else {
                    if try await rescue(name, in: way, after: answer) { continue }
                    throw answer.failure(of: name.text)
                }
                try requireHarmless(answer, as: name)
                guard let guarded, !answer.needsNoInput else { return answer }
                (armed, armedNumber, isArmSpent) = (way, guardNumber, false)
                await closeBystanders(way, guarded)
                answer.mapping = try await leadIn(way, to: answer.spot, guarded)
                if guarded == "keyboard", try await !holdsFocus(way) {
                    try requireTime("'\(name)' could not be typed into: another frame takes the focus each time.")
                    continue
                }
                return answer
            } catch let error as BrowsingError where error.reason == .documentGone && !deadline.hasPassed {
                continue
            }
        }
    }

    /// Finds and proves the target without touching the page.
    mutating func locate(_ name: TargetName, action: String) async throws -> TargetAnswer {
        let target = try target(name)
        while true {
            report.attempts += 1
            let way = try await arriveOnSite(of: name)
            try requireInsideSites(way.place)
            var request = TargetRequest(action: "look", target: target)
            request.isRescuable = mayLookFurther(for: target, in: way)
            request.adopted = rescued[name]?.number
            request.isCareful = step.isIrreversible
            do {
                let answer = try TargetAnswer(
                    try await way.place.look(
                        "prepare",
                        request.argument(deadline: deadline),
                        document: way.levels.isEmpty ? nil : way.document,
                        deadline: deadline.later(by: TargetRequest.patience)
                    ),
                    way
                )
                note(answer)
                guard answer.isReady else {
                    if try await rescue(name, in: way, after: answer) { continue }
                    throw answer.failure(of: name.text)
                }
                try requireHarmless(answer, as: name)
                return answer
            } catch let error as BrowsingError where error.reason == .documentGone && !deadline.hasPassed {
                continue
            }
        }
    }

    /// Sends guarded input and waits for the page's word on it.
    ///
    /// - Parameter answer: of the target that the input is for.
    mutating func send(
        _ actions: [InputAction],
        to answer: TargetAnswer,
        permit: Permit
    ) async throws -> InputGuard.Verdict {
        try await requireStillAllowed()
        try shield.begin()
        defer { shield.end() }
        let watch = InputGuard(number: guardNumber, frame: answer.way.place.id, events: tab.events())
        do {
            try await give(actions, on: answer, permit: permit)
        } catch let error as BrowsingError where error.reason == .documentGone {
            // Refused before anything was sent.
            return .missed("another document")
        } catch let error as BrowsingError where error.reason == .tabClosed {
            // A page that closes itself because of the input leaves no answer to it; what it said before counts.
        }
        let verdict = try await watch.verdict(deadline: deadline)
        switch verdict {
        case .hit, .moved, .silent: isArmSpent = true
        case .missed, .unheard: break
        }
        return verdict
    }

    /// Gives input to the document that a target is in.
    func perform(_ actions: [InputAction], on answer: TargetAnswer, permit: Permit) async throws {
        try shield.begin()
        defer { shield.end() }
        try await give(actions, on: answer, permit: permit)
    }

    private func give(_ actions: [InputAction], on answer: TargetAnswer, permit: Permit) async throws {
        try await answer.way.place.perform(actions, document: answer.document, permit: permit, deadline: deadline)
    }

    mutating func note(_ answer: TargetAnswer) {
        report.locator = answer.winner ?? report.locator
        report.matches = answer.matches
        report.tried = answer.tried
    }
}
