// SPDX-License-Identifier: Apache-2.0
public import Browsing
public import SkillKit
public import Vocabulary

extension Player {
    /// Opens the pages that a skill opens by their addresses, and looks whether the targets of the steps that follow are
    /// found there; acts on nothing.
    ///
    /// Opening passes the gate and stands in the log as a run with `check`. A page that only an action leads to is not
    /// reached, and what an action would bring about is not there.
    ///
    /// - Parameters:
    ///   - admitted: whose targets.
    ///   - inputs: values by input name, for the addresses.
    ///   - run: the run's name.
    ///   - browser: where.
    /// - Returns: each step's targets, in order.
    /// - Throws: what kept a page from being opened.
    public func check(
        _ admitted: AdmittedSkill,
        inputs: [String: String],
        run: RunID,
        in browser: RunningBrowser,
        noting more: [String: JSONValue] = [:]
    ) async throws -> [TargetCheck] {
        let clock = ContinuousClock.now
        let log = RunLog(run: run, admitted: admitted, events: events, observer: nil)
        var play = Performance(player: self, admitted: admitted, log: log)
        do {
            let values = try RunValues(given: inputs, for: admitted.skill)
            try await log.began(isCheck: true, noting: more)
            let checks = try await browser.withSession(Player.sessionOptions(for: admitted.skill, in: run)) { session in
                let tab = try await session.newTab(deadline: .after(.seconds(15)))
                return try await play.check(values, in: tab, of: session)
            }
            _ = await log.ended(play, after: clock.duration(to: .now))
            return checks
        } catch {
            play.failure = error
            _ = await log.ended(play, after: clock.duration(to: .now))
            throw error
        }
    }
}

extension Performance {
    /// Opens what is opened, and looks at the rest.
    fileprivate mutating func check(_ values: RunValues, in tab: Tab, of session: BrowsingSession) async throws
        -> [TargetCheck]
    {
        var checks: [TargetCheck] = []
        var isThere = false
        for step in admitted.skill.steps {
            try Task.checkCancellation()
            if step.opensPage {
                try await perform(step, values, in: tab, of: session)
                isThere = true
                continue
            }
            for name in step.action.targets {
                var check = TargetCheck(step: step.id, target: name, isReached: isThere && step.tab == nil)
                if check.isReached {
                    var executor = executor(for: step, values, in: tab, of: session, limit: RescueLimits.check)
                    try await executor.look(for: name, &check)
                }
                checks.append(check)
            }
            if step.leadsAway { isThere = false }
        }
        return checks
    }
}

extension Step {
    /// Whether it loads a page in the tab that the run begins with.
    var opensPage: Bool { if case .open = action { tab == nil } else { false } }

    /// Whether the page is another one after it, when it is done.
    fileprivate var leadsAway: Bool {
        switch action {
        case .back, .forward, .reload, .closeTab: true
        case .open, .click, .doubleClick, .rightClick, .middleClick, .heldClick, .fill, .append, .press, .choose,
            .clickAt, .wheel,
            .hover,
            .scroll,
            .drag, .upload, .check, .uncheck, .expect, .waitFor, .extract, .ask:
            then.contains { $0.isAnotherPage }
        }
    }
}

extension Consequence {
    fileprivate var isAnotherPage: Bool {
        switch self {
        case .navigation, .address: true
        case .appears, .disappears, .dialog, .signIn, .opensTab, .frame, .request, .download: false
        }
    }
}

extension StepExecutor {
    /// Looks for a target on the page as it is, and takes nothing that a run would not take.
    mutating func look(for name: TargetName, _ check: inout TargetCheck) async throws {
        do { try await find(name, in: try await arrive(at: name), &check) } catch {
            guard let code = Self.codeOfOne(error) else { throw error }
            check.level = nil
            check.code = code
        }
        check.rescue = report.rescue
    }

    /// The code of what went wrong with one target, a page that went on meanwhile or took too long included; nil for what
    /// ends the whole check.
    private static func codeOfOne(_ error: any Error) -> String? {
        switch error {
        case let error as ReplayError: error.code
        case let error as BrowsingError where error.reason == .documentGone: error.code
        case let error as VocabularyError where error.reason == .deadlineExceeded: error.code
        default: nil
        }
    }

    private mutating func find(_ name: TargetName, in way: FrameWay, _ check: inout TargetCheck) async throws {
        let answer = try await look(for: name, in: way)
        check.matches = answer.matches
        if answer.isReady {
            try requireHarmless(answer, as: name)
            check.level = answer.winner
            return
        }
        try await tab.waitForQuietNetwork(of: tab.document, deadline: deadline)
        if try target(name).isDrawn {
            report.rescue = RescueReport(target: name)
            guard try await findOnScreen(name, in: way) else { throw answer.failure(of: name.text) }
            check.level = RescueLevel.screen.rawValue
            return
        }
        guard let list = try await shortlist(of: name, in: way) else { return }
        if list.isFound {
            let late = try await look(for: name, in: way)
            guard late.isReady else { throw late.failure(of: name.text) }
            try requireHarmless(late, as: name)
            check.level = late.winner
            return
        }
        report.rescue = RescueReport(target: name, list: list)
        if try await wouldTake(from: list, as: name, after: answer, in: way) {
            check.level = RescueLevel.similarity.rawValue
            return
        }
        guard list.code != "other_page", try await findOnScreen(name, in: way) else {
            throw answer.failure(of: name.text)
        }
        check.level = RescueLevel.screen.rawValue
    }

    /// Whether a run would take the likest of the list without asking anybody.
    private mutating func wouldTake(
        from list: Shortlist,
        as name: TargetName,
        after answer: TargetAnswer,
        in way: FrameWay
    ) async throws -> Bool {
        guard try mayRescue(target(name)) else {
            report.rescue?.advice.append("only a locator may find it")
            return false
        }
        guard list.isTaken, answer.code != "ambiguous" else { return false }
        guard !isRejected(list.elements[0], for: name) else {
            report.rescue?.advice.append("a person has said before that it is not meant")
            return false
        }
        guard let taken = try await take(0, of: list, as: name, by: .similarity, in: way) else { return false }
        try requireHarmless(try await look(for: name, in: way, adopted: taken.number), as: name)
        report.rescue?.level = .similarity
        return true
    }

    private func look(for name: TargetName, in way: FrameWay, adopted: Int? = nil) async throws -> TargetAnswer {
        var request = TargetRequest(action: "look", target: try target(name))
        request.isRescuable = true
        request.isCareful = step.isIrreversible
        request.adopted = adopted
        return try TargetAnswer(
            try await way.place.look("prepare", request.argument(deadline: deadline), deadline: deadline),
            way
        )
    }
}
