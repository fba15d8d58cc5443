// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
public import Vocabulary

/// A browser that answers: one connection to it, its sessions, and every tab that anybody opens in it.
///
/// Every new tab is held by the browser until our scripts are in place, so that no page runs a line before the recorder
/// listens; that goes for tabs that a page, a person or another CDP client opens as well.
public final class RunningBrowser: Sendable {
    /// Its product and version.
    public let version: String
    /// CDP's address: whoever may connect to it drives the browser.
    public let endpoint: String
    let connection: CDPConnection
    let log: LogTail
    let area: StagingArea
    /// The pictures of its tabs.
    public let pictures: PictureDesk
    /// What becomes of the profile's downloads while no session of ours uses it.
    let restingDownloads: String
    /// Whether somebody may sit in front of its window.
    let hasWindow: Bool
    private let sessions = Mutex<[String: BrowsingSession]>([:])
    private let profileSession: BrowsingSession
    /// The workers that are there.
    private let workers = Mutex<[CDPSession: HeldWorker]>([:])

    init(
        connection: CDPConnection,
        endpoint: String,
        version: String,
        log: LogTail,
        area: StagingArea,
        isAttached: Bool,
        hasWindow: Bool
    ) {
        self.hasWindow = hasWindow
        self.endpoint = endpoint
        pictures = PictureDesk(endpoint: endpoint) { log.last }
        self.connection = connection
        self.version = version
        self.log = log
        self.area = area
        // A browser that somebody else runs has downloads that are none of ours.
        restingDownloads = isAttached ? "default" : "deny"
        self.profileSession = BrowsingSession(
            options: SessionOptions(login: .profile),
            contextID: nil,
            browser: connection.browser,
            area: area
        )
    }

    /// Runs a body with a session of its own; afterwards the session's tabs are closed and what it stored is gone.
    public func withSession<Result: Sendable>(
        _ options: SessionOptions,
        deadline: Deadline = .after(.seconds(15)),
        _ body: (BrowsingSession) async throws -> Result
    ) async throws -> Result {
        let contextID = try await newContext(for: options, deadline: deadline)
        let session = BrowsingSession(
            options: options,
            contextID: contextID,
            browser: connection.browser,
            area: area
        )
        sessions.withLock { $0[contextID ?? RunningBrowser.profileKey] = session }
        do {
            let permissions = try options.permissions.send(
                to: contextID,
                of: connection.browser,
                hasWindow: hasWindow,
                deadline: deadline
            )
            try await session.downloads.open(deadline: deadline)
            try await holdWorkers(of: session, deadline: deadline)
            for answer in permissions { try await answer.wait() }
            // On the connection's own thread an answer resumes whoever waits for it without a change of threads.
            let result = try await withTaskExecutorPreference(connection.executor) { try await body(session) }
            await close(session)
            return result
        } catch {
            await close(session)
            throw error
        }
    }

    private static let profileKey = "profile"

    private func newContext(for options: SessionOptions, deadline: Deadline) async throws -> String? {
        switch options.login {
        case .profile: nil
        case .none:
            try await connection.browser
                .send(
                    Target.CreateBrowserContext(disposeOnDetach: true),
                    deadline: deadline
                )
                .browserContextId
        }
    }

    /// Closes what a session opened.
    ///
    /// It runs to its end even when the run was cancelled, and a browser that is gone has closed everything already.
    private func close(_ session: BrowsingSession) async {
        let tabs = session.shut()
        let (connection, resting) = (connection, restingDownloads)
        await withoutCancellation { [self] in
            let deadline = Deadline.after(.seconds(5))
            if let contextID = session.contextID {
                _ = try? await connection.browser.send(
                    Target.DisposeBrowserContext(browserContextId: contextID),
                    deadline: deadline
                )
            } else {
                for tab in tabs { try? await tab.close(deadline: deadline) }
                _ = try? await connection.browser.send(Browser.ResetPermissions(), deadline: deadline)
            }
            forget(session)
            await session.downloads.close(resting: resting, deadline: deadline)
            session.uploads.close()
        }
    }

    /// Only once its tabs are gone: one that came meanwhile would be taken for the profile's.
    private func forget(_ session: BrowsingSession) {
        let key = session.contextID ?? RunningBrowser.profileKey
        sessions.withLock { if $0[key] === session { $0[key] = nil } }
    }

    /// Tells a new worker what it may load.
    ///
    /// What is told later by another session of the same profile is sent after it, because both are sent under one lock.
    func hold(
        worker: CDPSession,
        _ target: String,
        of owner: BrowsingSession,
        deadline: Deadline
    ) throws -> [any PendingAnswer] {
        try workers.withLock { workers in
            let resources = owner.options.resources
            workers[worker] = HeldWorker(contextID: owner.contextID, target: target, resources: resources)
            guard resources != nil else { return [] }
            return try TabPump.hold(worker, to: resources, deadline: deadline)
        }
    }

    func forget(worker: CDPSession) { _ = workers.withLock { $0.removeValue(forKey: worker) } }

    /// What a worker may load now.
    func resources(of worker: CDPSession) -> ResourcePolicy? { workers.withLock { $0[worker]?.resources } }

    /// Holds workers that a profile still has from before to what the session may load; one that goes just now loads nothing.
    ///
    /// - Throws: when one can neither be held nor closed.
    private func holdWorkers(of session: BrowsingSession, deadline: Deadline) async throws {
        let resources = session.options.resources
        let known = try workers.withLock { workers in
            try workers.filter { $0.value.contextID == session.contextID }
                .map { worker, held in
                    workers[worker]?.resources = resources
                    return (target: held.target, pending: try TabPump.hold(worker, to: resources, deadline: deadline))
                }
        }
        for (target, pending) in known {
            do { for answer in pending { try await answer.wait() } } catch let error as CDPError {
                if error.isTargetGone { continue }
                try await end(worker: target, deadline: deadline)
            }
        }
    }

    /// The session that a tab belongs to; nil for one that is closed.
    public func session(of tab: Tab) -> BrowsingSession? {
        (openSessions + [profileSession]).first { session in session.tabs.contains { $0.id == tab.id } }
    }

    /// The tabs that are open now, in the order in which they were opened.
    public var tabs: [Tab] {
        (openSessions.flatMap(\.tabs) + profileSession.tabs).sorted { $0.order < $1.order }
    }

    /// What the pages of the tabs call themselves.
    public func titles(deadline: Deadline) async throws -> [TabID: String] {
        let targets = try await connection.browser.send(Target.GetTargets(), deadline: deadline).targetInfos
        return Dictionary(targets.map { (TabID(rawValue: $0.targetId), $0.title) }) { first, _ in first }
    }

    /// One that the browser does not know is gone.
    private func end(worker target: String, deadline: Deadline) async throws {
        do {
            _ = try await connection.browser.send(Target.CloseTarget(targetId: target), deadline: deadline)
        } catch let error as CDPError where error.reason == .protocolError {}
    }

    /// The sessions that are open now.
    var openSessions: [BrowsingSession] { sessions.withLock { Array($0.values) } }

    /// The session that a tab belongs to by its context; tabs of no session of ours are the profile's.
    func session(ofContext contextID: String?) -> BrowsingSession {
        sessions.withLock { sessions in
            if let contextID, let session = sessions[contextID] { return session }
            return sessions[RunningBrowser.profileKey] ?? profileSession
        }
    }
}

/// A worker that was told what it may load.
private struct HeldWorker: Sendable {
    /// Nil for the profile's.
    let contextID: String?
    let target: String
    var resources: ResourcePolicy?
}

/// Runs clean-up that must not stop half-way because the task around it was cancelled.
func withoutCancellation(_ body: @escaping @Sendable () async -> Void) async {
    // The task is awaited right here, so it cannot outlive its caller; it only does not inherit the cancellation.
    await Task { await body() }.value
}
