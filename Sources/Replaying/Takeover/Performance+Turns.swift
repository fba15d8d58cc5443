// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

/// Where a run is between two actions.
struct RunPosition {
    /// The step that comes next.
    var index: Int
    let first: Tab
    let session: BrowsingSession
    /// The tabs that steps have opened.
    var tabs: [TabName: Tab] = [:]
    var values: RunValues
    /// Whether that step was begun and cut short.
    var isCutShort = false
    /// Whether it had acted then.
    var hasActed = false
}

/// Stopping before an action when it is not the run's turn, and going on as the person says who drove.
extension Performance {
    /// Waits until it is the run's turn.
    ///
    /// - Returns: what a person said who drove meanwhile; nil when none did.
    /// - Throws: ``ReplayError`` with `stopped_by_person`, `paused_too_long` or `appliance_ended`.
    mutating func awaitTurn(at place: RunPosition) async throws -> Handback? {
        guard let control else { return nil }
        var told: StandStill?
        var view: SessionView?
        var said: Handback?
        defer {
            control.standsNoMore()
            place.session.leaveDialogs(to: .plan)
        }
        while true {
            // It is told before the lease hears that the run stands still: whoever takes over finds it so.
            if let standing = control.standing, standing != told {
                view = await stand(still: standing, told: told, view: view, at: place, control)
                told = standing
            }
            switch control.leases.turn(of: log.run, isCutShort: place.isCutShort) {
            case .go(let handback):
                said = handback ?? said
                if said == .stop { throw Performance.stopped }
                if let injection = control.nextInjection() {
                    await perform(injection, at: place, control)
                    continue
                }
                if told != nil { goOn(at: place) }
                return said
            case .wait(.paused, _, let end) where end.hasPassed: throw Performance.pausedTooLong
            case .wait(let standing, let count, let end):
                if case .paused = standing, let injection = control.nextInjection() {
                    await perform(injection, at: place, control)
                    continue
                }
                try await wait(for: control, after: count, until: end)
            }
        }
    }

    private func wait(for control: RunControl, after count: Int, until end: Deadline) async throws {
        do {
            try await control.leases.waitForSignal(of: log.run, after: count, until: end)
        } catch is CancellationError where !control.isCancelAsked {
            throw ReplayError(
                code: .applianceEnded,
                message: "The appliance ended while the run stood still; what a person had done in it is in the log."
            )
        }
    }

    /// Tells that the run stands still, and keeps what the page shows at that moment.
    private func stand(
        still standing: StandStill,
        told: StandStill?,
        view: SessionView?,
        at place: RunPosition,
        _ control: RunControl
    ) async -> SessionView? {
        guard standing == .takenOver else {
            control.stands(nil)
            place.session.leaveDialogs(to: .plan)
            log.stands(standing)
            return view
        }
        log.stands(standing)
        for injection in control.dropInjections() { log.injectionDropped(injection) }
        place.session.leaveDialogs(to: .person(limit: Performance.dialogLimit))
        await standDown(in: place.session)
        // Whoever drove before and was lost has changed the page as well: what counts is what the run left.
        let before: SessionView
        if let view { before = view } else { before = await SessionView(of: place.session) }
        let play = self
        control.stands(
            RunControl.Standing(
                compare: { try await play.comparison(with: before, at: place) },
                index: place.index,
                isCutShort: place.isCutShort,
                first: place.first,
                tabs: place.tabs,
                given: place.values.given
            )
        )
        return before
    }

    /// Nothing that the run asked the pages for may touch them while a person drives.
    func standDown(in session: BrowsingSession) async {
        await withDiscardingTaskGroup { group in
            for place in session.tabs.flatMap({ [$0.page] + $0.frames }) {
                group.addTask { _ = try? await place.look("standDown", .null, deadline: .after(.seconds(2))) }
            }
        }
    }

    /// What came while a person was there to see it is no surprise.
    private func goOn(at place: RunPosition) {
        for tab in place.session.tabs { tab.forgive() }
        log.goesOn()
    }

    /// How long a dialog waits for the person who drives; then it is dismissed.
    private static let dialogLimit: Duration = .seconds(120)

    private static let stopped = ReplayError(
        code: .stoppedByPerson,
        message: "The person who was asked, or had taken the run over, ended it."
    )
    static let pausedTooLong = ReplayError(
        code: .pausedTooLong,
        message:
            "The run stood still for \(ControlLease.pauseLimit.components.seconds / 60) minutes and nobody let it go on."
    )
}

extension Performance {
    /// What came of trying a step.
    enum Attempt {
        case done(StepExecutor)
        case cutShort(hasActed: Bool)
        /// A person who was asked said what becomes of it.
        case told(Handback)
    }

    /// Does one step, unless somebody takes the run over or pauses it before it has done anything.
    mutating func attempt(
        _ step: Step,
        _ values: RunValues,
        in tab: Tab,
        of session: BrowsingSession
    ) async throws -> Attempt {
        var executor = executor(for: step, values, in: tab, of: session, limit: step.timeToAct)
        let clock = ContinuousClock.now
        log.stepBegan(executor.report)
        let (ended, ending) = await Performance.race(executor, control)
        executor = ended
        let duration = clock.duration(to: .now)
        switch ending {
        case .done:
            executor.report.isDone = true
            keepHeals(of: executor)
            await finish(&executor, after: duration)
            return .done(executor)
        case .failed(let error):
            executor.report.note(error)
            await finish(&executor, after: duration)
            var asked = await need(after: error, executor)
            if asked == nil { asked = await refusal(error, executor) }
            guard let asked else { throw error }
            guard let word = try await awaitPerson(for: asked, or: error) else {
                return .cutShort(hasActed: executor.shield.hasActed)
            }
            log.goesOn(told: word)
            return try heed(word, in: session)
        case .told(let word):
            await cut(&executor, after: duration, in: session)
            return try heed(word, in: session)
        case .cutShort:
            await cut(&executor, after: duration, in: session)
            return .cutShort(hasActed: executor.shield.hasActed)
        }
    }

    /// Reports a step that has no end of its own.
    private mutating func cut(
        _ executor: inout StepExecutor,
        after duration: Duration,
        in session: BrowsingSession
    ) async {
        await standDown(in: session)
        executor.report.isCutShort = true
        executor.report.duration = duration
        steps.append(executor.report)
        log.stepEnded(executor.report)
    }

    /// Does as a person says who was asked about a step; what came while they looked at it is no surprise.
    private func heed(_ word: Handback, in session: BrowsingSession) throws -> Attempt {
        guard word != .stop else { throw Performance.stopped }
        for tab in session.tabs { tab.forgive() }
        return .told(word)
    }

    private enum Ending: Sendable {
        case done
        case failed(any Error)
        case cutShort
        case told(Handback)
    }

    private enum Runner: Sendable {
        case step(StepExecutor, (any Error)?)
        case stop(Bool)
    }

    /// Runs a step beside whoever may stop it.
    private static func race(_ executor: StepExecutor, _ control: RunControl?) async -> (StepExecutor, Ending) {
        await withTaskGroup(of: Runner.self) { group in
            group.addTask {
                var own = executor
                do {
                    try await own.execute()
                    return .step(own, nil)
                } catch { return .step(own, error) }
            }
            if let control {
                let shield = executor.shield
                group.addTask { .stop(await stops(shield, for: control)) }
            }
            var isStopped = false
            for await runner in group {
                switch runner {
                case .stop(let stopped):
                    isStopped = stopped
                    if stopped { group.cancelAll() }
                case .step(let own, let error):
                    group.cancelAll()
                    guard let error else { return (own, .done) }
                    if let told = error as? StepTold { return (own, .told(told.word)) }
                    let isCut = error is ActionShield.Stopped || (isStopped && !Task.isCancelled)
                    return (own, isCut ? .cutShort : .failed(error))
                }
            }
            preconditionFailure("A step has an end.")
        }
    }

    /// - Returns: true once the step must stop and no action of it is under way; false when it is over first.
    private static func stops(_ shield: ActionShield, for control: RunControl) async -> Bool {
        for await case let standing? in control.leases.standings(of: control.run) {
            if Task.isCancelled { return false }
            if await shield.close(for: standing) { return true }
        }
        return false
    }
}
