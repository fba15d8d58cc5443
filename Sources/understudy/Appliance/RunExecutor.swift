// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Replaying
internal import ServiceLifecycle
internal import SkillKit
internal import Synchronization
internal import Vocabulary

/// Plays admitted skills, a few side by side; the others wait their turn, but not for a run that waits for a person.
///
/// Bounded: at most 64 wait, and one more is refused.
final class RunExecutor: Service {
    struct Job: Sendable {
        let run: RunID
        let skill: AdmittedSkill
        let authorities: [Authority]
        let inputs: [String: String]
        let start: RunStart?
        let cancelled: AsyncStream<Void>
    }

    private let logins: LoginBrowsers
    private let authorities: AuthorityStore
    private let player: Player
    private let live: LiveRuns
    private let events: any EventSink
    private let jobs: AsyncStream<Job>
    private let queue: AsyncStream<Job>.Continuation
    private let cancels = Mutex<[RunID: AsyncStream<Void>.Continuation]>([:])
    private let places: RunPlaces

    static let queueLimit = 64

    init(
        logins: LoginBrowsers,
        authorities: AuthorityStore,
        player: Player,
        live: LiveRuns,
        events: any EventSink,
        concurrency: Int
    ) {
        self.logins = logins
        self.authorities = authorities
        self.player = player
        self.live = live
        self.events = events
        places = RunPlaces(count: concurrency)
        (jobs, queue) = AsyncStream.makeStream(of: Job.self, bufferingPolicy: .bufferingOldest(RunExecutor.queueLimit))
    }

    /// Puts a run into the queue; it is in the log before this returns.
    ///
    /// - Parameter start: where it begins; nil for the first step.
    /// - Throws: also what is wrong with the authorities that the skill names: there is no run then.
    func submit(
        _ skill: AdmittedSkill,
        inputs: [String: String],
        from start: RunStart? = nil
    ) async throws -> RunID {
        let believed = try authorities.read(skill.skill.browser.authorities)
        let run = RunID.new()
        let (cancelled, cancel) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        try await events.record(
            Event(
                .runQueued,
                source: .appliance,
                outcome: .pending,
                correlationID: .new(),
                extra: [
                    "run": .string(run.rawValue), "skill": .string(skill.skill.name.text),
                    "sha256": .string(skill.sha256), "state": .string(RunState.queued.rawValue),
                    "authorities": believed.forTheLog, "from": start.map { .string($0.step.rawValue) } ?? .null,
                ]
            )
        )
        live.queue(run)
        cancels.withLock { $0[run] = cancel }
        let job = Job(
            run: run,
            skill: skill,
            authorities: believed,
            inputs: inputs,
            start: start,
            cancelled: cancelled
        )
        guard case .enqueued = queue.yield(job) else {
            cancels.withLock { $0[run] = nil }
            await finish(run, skill, .failed, "run_queue_full", "Too many runs wait already: try again later.")
            throw CommandError(
                code: "run_queue_full",
                message: "\(RunExecutor.queueLimit) runs wait already: try again later.",
                kind: .unavailable
            )
        }
        return run
    }

    /// Asks a run to stop before its next action.
    func cancel(_ run: RunID) {
        player.noteCancel(of: run)
        cancels.withLock { $0[run] }?.yield()
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await withDiscardingTaskGroup { group in
                for await job in jobs {
                    guard await places.take() else { return }
                    group.addTask { [self] in await perform(job) }
                }
            }
        }
    }

    private func perform(_ job: Job) async {
        let place = RunPlace(places, telling: live)
        defer { place.leave() }
        live.started(job.run)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in await play(job, telling: place) }
            group.addTask { for await _ in job.cancelled { break } }
            await group.next()
            group.cancelAll()
        }
        cancels.withLock { $0[job.run] = nil }
    }

    private func play(_ job: Job, telling place: RunPlace) async {
        do {
            let wait: @Sendable (Bool) -> Void = { [live] isWaiting in
                place.wait(isWaiting)
                if isWaiting { live.waits(job.run) } else { live.started(job.run) }
            }
            try await logins.withBrowser(
                of: job.skill.skill.browser.login.name,
                believing: job.authorities,
                waits: wait
            ) { browser in
                _ = await player.play(
                    job.skill,
                    inputs: job.inputs,
                    from: job.start,
                    run: job.run,
                    in: browser,
                    observer: place
                )
            }
        } catch {
            let explained = error as? any ExplainedError
            await finish(
                job.run,
                job.skill,
                error is CancellationError ? .cancelled : .failed,
                explained?.code ?? "browser_unavailable",
                explained?.message ?? "The browser is not there."
            )
        }
    }

    /// How long a look at all targets of a skill may take.
    private static let checkLimit: Duration = .seconds(180)

    /// Looks whether the targets of a skill are found, beside the runs that have a place.
    func check(
        _ skill: AdmittedSkill,
        inputs: [String: String]
    ) async throws -> (run: RunID, checks: [TargetCheck]) {
        let run = RunID.new()
        let believed = try authorities.read(skill.skill.browser.authorities)
        return try await withDeadline(.after(RunExecutor.checkLimit), waitingFor: "the targets") { [self] in
            let login = skill.skill.browser.login.name
            let more: [String: JSONValue] = [
                "authorities": believed.forTheLog, "login": login.map { .string($0.text) } ?? .null,
            ]
            let checks = try await logins.withBrowser(of: login, believing: believed) { browser in
                try await player.check(skill, inputs: inputs, run: run, in: browser, noting: more)
            }
            return (run, checks)
        }
    }

    /// How long the steps that lead to a recording may take, a person's answers included.
    private static let leadLimit: Duration = .seconds(75)

    /// Replays the first steps of a skill in a tab that somebody goes on in, beside the runs that have a place.
    func lead(
        _ skill: AdmittedSkill,
        count: Int,
        inputs: [String: String],
        in tab: Tab,
        of session: BrowsingSession
    ) async throws -> [TabName: Tab] {
        let run = RunID.new()
        live.queue(run)
        live.started(run)
        return try await withDeadline(.after(RunExecutor.leadLimit), waitingFor: "the steps before") { [self] in
            try await player.lead(
                skill,
                count: count,
                inputs: inputs,
                run: run,
                in: tab,
                of: session,
                observer: live
            )
        }
    }

    /// Ends a run that never came to its first step.
    private func finish(_ run: RunID, _ skill: AdmittedSkill, _ state: RunState, _ code: String, _ message: String)
        async
    {
        _ = try? await events.record(
            Event(
                .runEnded,
                source: .appliance,
                outcome: .failed,
                correlationID: .new(),
                extra: [
                    "run": .string(run.rawValue), "skill": .string(skill.skill.name.text),
                    "sha256": .string(skill.sha256), "state": .string(state.rawValue), "reason": .string(code),
                ]
            )
        )
        live.failed(run, state: state, message: message)
    }
}

extension BrowserSettings.Login {
    /// The login's name; nil for nobody's.
    var name: Slug? {
        switch self {
        case .none: nil
        case .profile(let name): name
        }
    }
}

extension LiveRuns {
    /// Notes that it is another run's turn first.
    func waits(_ run: RunID) { edit(run) { $0.state = .queued } }

    /// Notes the end of a run that never came to its first step.
    func failed(_ run: RunID, state: RunState, message: String) {
        edit(run) { entry in
            entry.state = state
            entry.message = message
        }
    }
}
