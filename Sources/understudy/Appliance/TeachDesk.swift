// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Foundation
internal import Glibc
internal import Oversight
internal import ServiceLifecycle
internal import SkillKit
internal import Synchronization
internal import Teaching
internal import Vocabulary
internal import WebAddresses

/// Makes recordings: one at a time, as there is one person.
final class TeachDesk: Service {
    /// What the one person's recording is at.
    private enum Stage {
        case idle
        /// Somebody is about to begin one.
        case claimed
        case going(Live)
    }

    /// A recording that is going on.
    private struct Live {
        let header: RecordingHeader
        let writer: RecordingWriter
        let stop: AsyncStream<Void>.Continuation
        let correlation: CorrelationID
        /// Whether whoever asked for it was told that it did not begin.
        var isGivenUp = false
        /// How it is edited, once its first page is there.
        var controls: TeachingControls?
    }

    /// How a recording begins.
    struct Beginning: Sendable {
        /// What leads to its first page.
        enum Way: Sendable {
            case page
            case steps(TeachingLead)
        }

        /// What the task is called; the recording's slug is made of it.
        let name: String
        /// The page that it begins with, or that the steps before it do.
        let start: WebAddress
        var viewport = Viewport.standard
        /// What pages may use without asking.
        var permissions: [PagePermission] = []
        /// Whose browser it is shown in; nil for a fresh context of nobody's.
        var login: Slug?
        /// The authorities whose certificates its pages may have.
        var authorities: [Slug] = []
        var way = Way.page
    }

    private struct Job: Sendable {
        let session: TeachingSession
        let beginning: Beginning
        let slug: Slug
        let login: Slug?
        let authorities: [Authority]
        let stop: AsyncStream<Void>
        let correlation: CorrelationID
    }

    private let folder: String
    let supervisor: BrowserSupervisor
    private let logins: LoginBrowsers
    private let authorities: AuthorityStore
    /// The browser that the recording goes on in.
    let browserInUse = Mutex<RunningBrowser?>(nil)
    let gate: PermissionGate
    private let events: any EventSink
    private let stage = Mutex(Stage.idle)
    private let jobs: AsyncStream<Job>
    private let queue: AsyncStream<Job>.Continuation
    private let changes = Mutex<[Int: CheckedContinuation<Void, Never>]>([:])
    private let failures = Mutex<[Slug: any Error]>([:])

    init(
        home: String,
        supervisor: BrowserSupervisor,
        logins: LoginBrowsers,
        authorities: AuthorityStore,
        gate: PermissionGate,
        events: any EventSink
    ) {
        self.logins = logins
        self.authorities = authorities
        self.folder = home + "/recordings"
        self.supervisor = supervisor
        self.gate = gate
        self.events = events
        (jobs, queue) = AsyncStream.makeStream(of: Job.self, bufferingPolicy: .bufferingOldest(1))
    }

    var liveSlug: Slug? { live?.header.slug }

    private var live: Live? {
        stage.withLock { stage in if case .going(let live) = stage { live } else { nil } }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            for await job in jobs { await perform(job) }
        }
    }

    /// Begins a recording and returns once its first page is there.
    ///
    /// - Throws: also what went wrong on the way to that page; of a recording that never came there nothing is left.
    func start(_ beginning: Beginning, isTaken: (Slug) -> Bool) async throws -> RecordingSummary {
        let isMine = stage.withLock { stage in
            guard case .idle = stage else { return false }
            stage = .claimed
            return true
        }
        guard isMine else {
            throw CommandError(
                code: "recording_in_progress",
                message: "A recording is going on: stop it first.",
                kind: .conflict
            )
        }
        let slug: Slug
        do { slug = try await begin(beginning, isTaken: isTaken) } catch {
            stage.withLock { $0 = .idle }
            throw error
        }
        do {
            try await waitUntil { [self] in live.map { $0.header.slug != slug || $0.controls != nil } ?? true }
        } catch {
            giveUp(slug)
            throw error
        }
        // It is told once: another recording may get this name when there is nothing left of this one.
        if let failure = failures.withLock({ $0.removeValue(forKey: slug) }) { throw failure }
        return try summary(slug)
    }

    /// What did not begin in time must not begin later, when nobody looks.
    private func giveUp(_ slug: Slug) {
        stage.withLock { stage in
            guard case .going(var live) = stage, live.header.slug == slug else { return }
            live.isGivenUp = true
            live.stop.yield(())
            stage = .going(live)
        }
    }

    private func begin(_ beginning: Beginning, isTaken: (Slug) -> Bool) async throws -> Slug {
        let start = beginning.start
        let believed = try authorities.read(beginning.authorities)
        let browser = try await supervisor.browser(deadline: .after(.seconds(30)))
        let slug = Slug.from(words: beginning.name, or: start.origin.host.text) { slug in
            isTaken(slug) || FileManager.default.fileExists(atPath: path(of: slug))
        }
        let header = RecordingHeader(
            slug: slug,
            name: beginning.name,
            started: .now(),
            url: start.text,
            browser: browser.version,
            viewport: "\(beginning.viewport.width)x\(beginning.viewport.height)",
            permissions: beginning.permissions.isEmpty ? nil : beginning.permissions,
            login: beginning.login,
            authorities: beginning.authorities.isEmpty ? nil : beginning.authorities
        )
        let writer = try RecordingWriter(path: path(of: slug), header: header)
        let correlation = CorrelationID.new()
        let extra = beginning.extra.merging(["origin": .string(start.origin.text)]) { own, _ in own }
        try await note(.recordingStarted, .started, slug, correlation, extra)
        let (stop, stopper) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        stage.withLock { $0 = .going(Live(header: header, writer: writer, stop: stopper, correlation: correlation)) }
        queue.yield(
            Job(
                session: TeachingSession(
                    writer: writer,
                    gate: gate,
                    slug: slug,
                    permissions: beginning.permissions,
                    login: beginning.login
                ),
                beginning: beginning,
                slug: slug,
                login: beginning.login,
                authorities: believed,
                stop: stop,
                correlation: correlation
            )
        )
        return slug
    }

    /// Ends a recording and reads it, also one that has ended by itself: its tab was closed, its browser died.
    ///
    /// - Throws: what stopped the recording, when it could not be written any more; what was written stays.
    func stop(_ slug: Slug) async throws -> Recording {
        if let going = live, going.header.slug == slug {
            going.stop.yield()
            try await waitUntil { [self] in live?.header.slug != slug }
        }
        if let failure = failures.withLock({ $0.removeValue(forKey: slug) }), failure is TeachingError { throw failure }
        _ = try summary(slug)
        return try RecordingFile.read(path(of: slug))
    }

    func summaries() -> [RecordingSummary] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted()
            .compactMap { name in
                name.hasSuffix(".jsonl") ? try? summary(Slug(String(name.dropLast(6)))) : nil
            }
    }

    func detail(_ slug: Slug) throws -> RecordingDetail {
        let bytes = try PrivateFile.read(path(of: slug), limit: 256 << 20) ?? []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        return RecordingDetail(summary: try summary(slug), lines: lines)
    }

    func recording(_ slug: Slug) throws -> Recording { try RecordingFile.read(path(of: slug)) }

    /// The steps of a recording as it is now; of one that goes on, with all that was done until now.
    func preview(_ slug: Slug) async throws -> Preview {
        if let going = live, going.header.slug == slug, let controls = going.controls {
            return try await controls.preview()
        }
        _ = try summary(slug)
        return Compiler.preview(try recording(slug))
    }

    /// Changes a recording that goes on; the log tells of it before and after.
    ///
    /// - Parameters:
    ///   - word: what is done, for the log: no name and no value.
    ///   - change: does it.
    func edit(
        _ slug: Slug,
        _ word: String,
        by principal: Principal,
        _ change: (TeachingControls) async throws -> Preview
    ) async throws -> Preview {
        _ = try summary(slug)
        guard let going = live, going.header.slug == slug, let controls = going.controls else {
            throw CommandError(
                code: "recording_over",
                message: "The recording '\(slug)' does not go on any more, so it cannot be changed: edit the skill.",
                kind: .conflict
            )
        }
        let extra: [String: JSONValue] = ["edit": .string(word), "principal": .string(principal.rawValue)]
        try await note(.recordingEdited, .started, slug, going.correlation, extra)
        do {
            let preview = try await change(controls)
            try await note(.recordingEdited, .succeeded, slug, going.correlation, extra)
            return preview
        } catch {
            let reason = JSONValue.string((error as? any ExplainedError)?.code ?? "cancelled")
            let told = extra.merging(["reason": reason]) { own, _ in own }
            try? await note(.recordingEdited, .failed, slug, going.correlation, told)
            throw error
        }
    }

    private func path(of slug: Slug) -> String { "\(folder)/\(slug).jsonl" }

    func summary(_ slug: Slug) throws -> RecordingSummary {
        guard FileManager.default.fileExists(atPath: path(of: slug)) else {
            throw CommandError(
                code: "recording_unknown",
                message: "There is no recording '\(slug)'.",
                kind: .notFound
            )
        }
        let going = live.flatMap { $0.header.slug == slug ? $0 : nil }
        let recording = try RecordingFile.read(path(of: slug))
        return RecordingSummary(
            slug: slug,
            started: recording.header.started,
            url: recording.header.url,
            events: recording.events.count,
            isLive: going != nil,
            tab: going?.controls?.tab,
            cdp: going == nil ? nil : browserInUse.withLock { $0?.endpoint },
            signInAt: going == nil ? nil : browserInUse.withLock { $0 }?.tabAskingForSignIn?.signInQuestion?.text
        )
    }

    private func perform(_ job: Job) async {
        var outcome = EventOutcome.succeeded
        var extra: [String: JSONValue] = [:]
        do {
            try await logins.withBrowser(of: job.login, believing: job.authorities) { [self] browser in
                guard live?.isGivenUp != true else { throw TeachDesk.tooLate }
                browserInUse.withLock { $0 = browser }
                defer { browserInUse.withLock { $0 = nil } }
                try await record(job, in: browser)
            }
        } catch {
            outcome = .failed
            extra["reason"] = .string((error as? any ExplainedError)?.code ?? "internal_error")
            if live?.isGivenUp != true { failures.withLock { $0[job.slug] = error } }
        }
        if let live, live.controls == nil, live.writer.events == 0 { unlink(live.writer.path) }
        try? await note(.recordingStopped, outcome, job.slug, job.correlation, extra)
        stage.withLock { $0 = .idle }
        wake()
    }

    private static let tooLate = VocabularyError(
        code: .deadlineExceeded,
        message: "The recording could not begin in time, and nobody waits for it any more."
    )

    private func record(_ job: Job, in browser: RunningBrowser) async throws {
        let begun: @Sendable (TeachingControls) -> Void = { [self] controls in
            stage.withLock { stage in
                guard case .going(var live) = stage else { return }
                live.controls = controls
                stage = .going(live)
            }
            wake()
        }
        switch job.beginning.way {
        case .page:
            try await job.session.record(from: job.beginning.start, in: browser, until: job.stop, begun: begun)
        case .steps(let lead):
            try await job.session.record(after: lead, in: browser, until: job.stop, begun: begun)
        }
    }

    private func note(
        _ name: EventName,
        _ outcome: EventOutcome,
        _ slug: Slug,
        _ correlation: CorrelationID,
        _ more: [String: JSONValue]
    ) async throws {
        try await events.record(
            Event(
                name,
                source: .recorder,
                outcome: outcome,
                correlationID: correlation,
                extra: more.merging(["recording": .string(slug.text)]) { own, _ in own }
            )
        )
    }

    // MARK: Waiting for a change

    private func wake() {
        let waiters = changes.withLock { waiters in
            defer { waiters = [:] }
            return waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }

    /// As long as the steps that lead to a recording may take, and its first page.
    private func waitUntil(_ holds: @escaping @Sendable () -> Bool) async throws {
        try await withDeadline(.after(.seconds(130)), waitingFor: "the recording") { [self] in
            while !holds() {
                let number = Int.random(in: .min ... .max)
                await withTaskCancellationHandler {
                    await withCheckedContinuation { continuation in
                        let isOver = changes.withLock { waiters in
                            if holds() || Task.isCancelled { return true }
                            waiters[number] = continuation
                            return false
                        }
                        if isOver { continuation.resume() }
                    }
                } onCancel: {
                    changes.withLock { $0.removeValue(forKey: number) }?.resume()
                }
                try Task.checkCancellation()
            }
        }
    }
}

extension TeachDesk.Beginning {
    /// What the log keeps of it.
    fileprivate var extra: [String: JSONValue] {
        switch way {
        case .page: [:]
        case .steps(let lead):
            [
                "skill": .string(lead.skill.skill.name.text), "sha256": .string(lead.skill.sha256),
                "kept": .int(Int64(lead.skill.kept)),
            ]
        }
    }
}
