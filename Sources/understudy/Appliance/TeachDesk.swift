// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Foundation
internal import Oversight
internal import ServiceLifecycle
internal import Synchronization
internal import Teaching
internal import Vocabulary
internal import WebAddresses

/// Makes recordings: one at a time, as there is one person.
final class TeachDesk: Service {
    /// What the one person's recording is at.
    enum Stage {
        case idle
        /// Somebody is about to begin one.
        case claimed
        case going(Live)
    }

    /// A recording that is going on.
    struct Live {
        let header: RecordingHeader
        let writer: RecordingWriter
        let stop: AsyncStream<Void>.Continuation
        let correlation: CorrelationID
        /// Whether whoever asked for it was told that it did not begin.
        var isGivenUp = false
        /// How it is edited, once its first page is there.
        var controls: TeachingControls?
    }

    struct Job: Sendable {
        let session: TeachingSession
        let beginning: Beginning
        let slug: Slug
        let login: Slug?
        let authorities: [Authority]
        let stop: AsyncStream<Void>
        let correlation: CorrelationID
    }

    let folder: String
    let supervisor: BrowserSupervisor
    let logins: LoginBrowsers
    let authorities: AuthorityStore
    /// The browser that the recording goes on in.
    let browserInUse = Mutex<RunningBrowser?>(nil)
    let gate: PermissionGate
    let events: any EventSink
    private let camera: any PageCamera
    let stage = Mutex(Stage.idle)
    private let jobs: AsyncStream<Job>
    private let queue: AsyncStream<Job>.Continuation
    let changes = Mutex<[Int: CheckedContinuation<Void, Never>]>([:])
    let failures = Mutex<[Slug: any Error]>([:])

    init(
        home: String,
        supervisor: BrowserSupervisor,
        logins: LoginBrowsers,
        authorities: AuthorityStore,
        gate: PermissionGate,
        events: any EventSink,
        camera: any PageCamera
    ) {
        self.camera = camera
        self.logins = logins
        self.authorities = authorities
        self.folder = home + "/recordings"
        self.supervisor = supervisor
        self.gate = gate
        self.events = events
        (jobs, queue) = AsyncStream.makeStream(of: Job.self, bufferingPolicy: .bufferingOldest(1))
    }

    var liveSlug: Slug? { live?.header.slug }

    var live: Live? {
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
            place: beginning.place,
            login: beginning.login,
            authorities: beginning.authorities.isEmpty ? nil : beginning.authorities
        )
        let writer = try RecordingWriter(path: path(of: slug), header: header)
        PictureFolder.prune(folder)
        let pictures = pictures(of: slug)
        // What a recording of this name, which is gone, has left.
        try? FileManager.default.removeItem(atPath: pictures.path)
        let correlation = CorrelationID.new()
        let more: [String: JSONValue] = [
            "origin": .string(start.origin.text), "authorities": believed.forTheLog,
            "login": beginning.login.map { .string($0.text) } ?? .null,
        ]
        let extra = beginning.extra.merging(more) { own, _ in own }
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
                    place: beginning.place,
                    login: beginning.login,
                    pictures: ShownPictures(camera: camera, folder: pictures)
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
}
