// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Observing
internal import Oversight
internal import ScreenText
internal import Vocabulary
internal import WebAddresses

/// The observer as the API and the command line see it.
extension LocalAppliance {
    func observer(by principal: Principal) async throws -> ObserverStatus {
        principal == .agent ? statusForAgent : observerStatus
    }

    func observations(_ query: ObservationQuery, by principal: Principal) async throws -> ObservationPage {
        let owner: RingOwner = query.run.map { .run($0) } ?? .person
        try requireShared(owner, with: principal)
        if let run = query.run { _ = try await self.run(run) }
        guard let observer = observing?.observer else {
            return ObservationPage(owner: owner.description, observations: [], gaps: [])
        }
        let buffer = observer.buffer(of: owner, since: query.since)
        var seen = buffer.observations
        if let tab = query.tab { seen = seen.filter { $0.tab == tab } }
        if let words = query.words { seen = seen.compactMap { $0.finding(ScreenSearch(words)) } }
        return ObservationPage(
            owner: owner.description,
            observations: seen,
            gaps: buffer.gaps,
            ticks: query.wantsTicks ? observer.report.history.map(ObserverTick.init) : nil
        )
    }

    func pauseObserver(by principal: Principal) async throws -> ObserverStatus {
        try requireObserver().pause(by: principal.rawValue)
        return observerStatus
    }

    func resumeObserver(by principal: Principal) async throws -> ObserverStatus {
        try requireObserver().resume(by: principal.rawValue)
        return observerStatus
    }

    func purgeObserver(_ purge: PurgeObservations, by principal: Principal) async throws -> ObserverStatus {
        await observing?.observer?.purge(purge.run.map { .run($0) }, by: principal.rawValue)
        // Steps that read pictures have a reader of their own.
        await words.forget()
        return observerStatus
    }

    /// The agent is given what was seen of runs that the operator shares with it, and nothing of people's tabs.
    private func requireShared(_ owner: RingOwner, with principal: Principal) throws {
        guard principal == .agent else { return }
        if case .run(let run) = owner, gate.mayReadObservations(of: run) { return }
        throw CommandError(
            code: "observation_not_granted",
            message: "What was seen of this is not shared with the agent: the operator can, with "
                + "'understudy grants add --share RUN'.",
            kind: .refused
        )
    }

    private func requireObserver() throws -> ScreenObserver {
        if let observer = observing?.observer { return observer }
        throw CommandError(
            code: "observer_off",
            message: "The observer is off: start 'understudy serve --observe', or grant a site with "
                + "'understudy grants add --observe ORIGIN'.",
            kind: .conflict
        )
    }

    /// What every reader of the status should know of it.
    var observerWarnings: [String] {
        guard let observing, observing.isOn else { return [] }
        let whose = observing.settings.policy.looksAtAll ? "the pages of all tabs" : "the pages of granted sites"
        let report = observing.observer?.report
        var warnings = ["The observer is on: it reads \(whose), and keeps ten minutes of text in memory."]
        if let report, report.isPaused || report.state == nil {
            let why = report.isPaused ? "it is paused" : report.reason?.rawValue ?? "off"
            warnings = ["The observer looks at nothing now: \(why). 'understudy observe resume' lets it go on."]
        }
        let look = ReaderLook.check()
        if !look.isGood {
            warnings.append("The observer cannot read: \(look.finding) (\(look.mend ?? "see the doctor")).")
        }
        if let problem = observing.problem { warnings.append("The observer: \(problem)") }
        return warnings
    }

    /// How it is, without the names of sites and of runs that are not shared with the agent.
    private var statusForAgent: ObserverStatus {
        var status = observerStatus
        (status.excluded, status.granted) = ([], [])
        let owners = observing?.observer?.rings.owners ?? []
        status.owners = owners.filter { (try? requireShared($0, with: .agent)) != nil }.map(\.description).sorted()
        return status
    }

    private var observerStatus: ObserverStatus {
        let policy = observing?.settings.policy ?? ObservationPolicy()
        let report = observing?.observer?.report
        let word = report.map { $0.isPaused ? "paused" : $0.state?.rawValue ?? "off" } ?? "off"
        let isOn = observing?.isOn ?? false
        var status = ObserverStatus(
            state: isOn ? word : "off",
            reason: report?.reason?.rawValue,
            isOn: isOn,
            looksAtAll: policy.looksAtAll,
            source: report?.source ?? "page"
        )
        status.excluded = policy.excluded.map(\.description)
        status.granted = grantStore.current.observedDomains.map(\.text).sorted()
        status.problem = observing?.problem
        status.budget = observing?.settings.share ?? 0
        guard let report, let rings = observing?.observer?.rings else { return status }
        status.take(report)
        status.memory = ObserverMemory(
            bytes: rings.bytes,
            limit: ObservationRings.byteLimit,
            observations: rings.count,
            isLocked: rings.isLocked
        )
        status.owners = rings.owners.map(\.description).sorted()
        return status
    }

    /// The tabs of all browsers, for the observer.
    static func openTabs(of browsers: LoginBrowsers, _ leases: ControlLeases, _ live: LiveRuns) -> [OpenTab] {
        let own = browsers.own
        return browsers.running
            .flatMap { browser in browser.tabs.map { (tab: $0, isPrivate: browser !== own) } }
            .sorted { $0.tab.order < $1.tab.order }
            .map { tab, isPrivate in
                let run = tab.owner.run
                return OpenTab(
                    tab,
                    isPrivate: isPrivate,
                    isTakenOver: run.map { leases.control(of: $0)?.driver == .person } ?? false,
                    asksPerson: run.map { live.entry($0)?.state == .needsPerson } ?? false
                )
            }
    }
}

extension ObserverStatus {
    fileprivate mutating func take(_ report: ObserverHealth) {
        intervalMilliseconds = Int(report.interval / .milliseconds(1))
        lastSnapshotAge = report.snapshotAge.map { Int($0 / .milliseconds(1)) }
        lastTickAge = report.tickAge.map { Int($0 / .milliseconds(1)) }
        retryIn = report.retryIn.map { Int($0 / .milliseconds(1)) }
        used = (report.used * 10_000).rounded() / 10_000
        ticks = report.ticks
        pending = report.pending
        places = report.places
        redacted = report.redacted
        gaps = Dictionary(uniqueKeysWithValues: report.gaps.map { ($0.key.rawValue, $0.value) })
        history = report.history.map(ObserverTick.init)
    }
}

extension ObserverTick {
    fileprivate init(_ tick: TickRecord) {
        self.init(
            began: tick.began,
            state: tick.state.rawValue,
            cost: Int(tick.cost / .milliseconds(1)),
            allowance: Int(tick.allowance / .milliseconds(1)),
            wall: Int(tick.wall / .milliseconds(1)),
            pictures: tick.pictures,
            unchanged: tick.unchanged,
            recognised: tick.recognised,
            known: tick.known,
            pending: tick.pending,
            lines: tick.lines
        )
    }
}
