// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
public import Vocabulary

/// One browser context with its tabs: cookies and storage that no other session sees.
public final class BrowsingSession: Sendable {
    /// How its tabs are set up.
    public var options: SessionOptions { setUp.withLock { $0 } }
    let contextID: String?
    let downloads: SessionDownloads
    let permissions: PermissionAnswers
    let uploads: SessionUploads
    let signIns: SessionSignIns
    let area: StagingArea
    private let browser: CDPSession
    private let setUp: Mutex<SessionOptions>
    private let tabsByID = Mutex<[TabID: Tab]>([:])
    private let closed = Mutex(false)
    private let arrivalReaders = Mutex<[Int: @Sendable (Tab) -> Void]>([:])
    private let waiting = Mutex<[TabID: CheckedContinuation<Tab, any Error>]>([:])
    private let placesTaken = Mutex(0)
    private let tabsOnTheirWay = Mutex<[TabID: Tab]>([:])

    init(options: SessionOptions, contextID: String?, browser: CDPSession, area: StagingArea) {
        setUp = Mutex(options)
        self.contextID = contextID
        self.browser = browser
        self.area = area
        uploads = SessionUploads(area: area)
        signIns = SessionSignIns(options.dialogs)
        permissions = PermissionAnswers(policy: options.permissions, contextID: contextID, browser: browser)
        downloads = SessionDownloads(options: options, contextID: contextID, browser: browser, area: area)
    }

    /// Says who answers the dialogs of its tabs from now on.
    public func leaveDialogs(to policy: DialogPolicy) { setUp.withLock { $0.dialogs = policy } }

    /// The tabs that are open, in no order.
    public var tabs: [Tab] { tabsByID.withLock { Array($0.values) } }

    /// Puts more of our scripts into every document: into those that are there, and into those that come.
    ///
    /// - Parameters:
    ///   - scripts: they come after those that are there already, and must bear to run twice in a document.
    ///   - bindings: what only our scripts can call.
    /// - Throws: ``CDP/CDPError``, or a time-out.
    public func add(_ scripts: [PageScript], bindings: [String], deadline: Deadline) async throws {
        setUp.withLock { options in
            options.scripts += scripts.filter { !options.scripts.contains($0) }
            options.bindings += bindings.filter { !options.bindings.contains($0) }
        }
        for session in Set(tabs.flatMap(\.sessions)) {
            for answer in try TabSetUp.enqueue(scripts, bindings, in: session, deadline: deadline) {
                try await answer.wait()
            }
        }
    }

    /// The tabs that are opened from now on, whoever opens them; of many at once the first ones.
    public func arrivals() -> AsyncStream<Tab> { arrivals { $0 } }

    /// The tabs that are opened from now on, each with all that happens in it from its beginning.
    public func followedArrivals() -> AsyncStream<FollowedTab> {
        arrivals { FollowedTab(tab: $0, events: $0.events()) }
    }

    private func arrivals<Arrival: Sendable>(
        _ arrival: @escaping @Sendable (Tab) -> Arrival
    ) -> AsyncStream<Arrival> {
        let (stream, continuation) = AsyncStream.makeStream(of: Arrival.self, bufferingPolicy: .bufferingOldest(64))
        let number = arrivalReaders.withLock { readers in
            let number = (readers.keys.max() ?? 0) + 1
            readers[number] = { continuation.yield(arrival($0)) }
            return number
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.arrivalReaders.withLock { $0.removeValue(forKey: number) }
        }
        return stream
    }

    /// Opens an empty tab.
    ///
    /// - Throws: ``BrowsingError`` or a time-out; an empty tab touches no site, so no permit is asked.
    public func newTab(deadline: Deadline) async throws -> Tab {
        let reply = try await browser.send(
            Target.CreateTarget(url: "about:blank", browserContextId: contextID),
            deadline: deadline
        )
        let id = TabID(rawValue: reply.targetId)
        return try await withDeadline(deadline, waitingFor: "a new tab") { [self] in try await tab(id) }
    }

    private func tab(_ id: TabID) async throws -> Tab {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known: Tab? = tabsByID.withLock { tabs in
                    if let tab = tabs[id] { return tab }
                    waiting.withLock { $0[id] = continuation }
                    return nil
                }
                if let known { continuation.resume(returning: known) }
                if Task.isCancelled { stopWaiting(for: id) }
            }
        } onCancel: {
            stopWaiting(for: id)
        }
    }

    private func stopWaiting(for id: TabID) {
        waiting.withLock { $0.removeValue(forKey: id) }?.resume(throwing: CancellationError())
    }

    /// Takes a place for a tab that the browser still holds; a page may open many before the first one is set up.
    ///
    /// - Returns: whether one was free. Whoever got one gives it back with ``leavePlace()``.
    func takePlace(of limit: Int) -> Bool {
        placesTaken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
    }

    /// Gives back the place of a tab that is gone.
    func leavePlace() { placesTaken.withLock { $0 -= 1 } }

    /// Takes in a tab that was set up.
    ///
    /// - Returns: whether the session is still open; a tab that comes later belongs to nobody.
    func add(_ tab: Tab) -> Bool {
        let (isOpen, waiter) = tabsByID.withLock { tabs -> (Bool, CheckedContinuation<Tab, any Error>?) in
            guard !isClosed else { return (false, nil) }
            tabs[tab.id] = tab
            return (true, waiting.withLock { $0.removeValue(forKey: tab.id) })
        }
        guard isOpen else { return false }
        waiter?.resume(returning: tab)
        for tell in arrivalReaders.withLock({ Array($0.values) }) { tell(tab) }
        return true
    }

    /// Whether it takes in no tab any more.
    var isClosed: Bool { closed.withLock { $0 } }

    /// Takes in no tab from now on.
    ///
    /// - Returns: those that are there, or on their way.
    func shut() -> [Tab] {
        let tabs = tabsByID.withLock { tabs in
            closed.withLock { $0 = true }
            return Array(tabs.values)
        }
        return tabs + arriving
    }

    /// The tabs that are being set up: a server may ask for a user and a password before one is.
    var arriving: [Tab] { tabsOnTheirWay.withLock { Array($0.values) } }

    func arrive(_ tab: Tab) { tabsOnTheirWay.withLock { $0[tab.id] = tab } }

    func arrived(_ tab: Tab) { _ = tabsOnTheirWay.withLock { $0.removeValue(forKey: tab.id) } }

    func remove(_ id: TabID) { _ = tabsByID.withLock { $0.removeValue(forKey: id) } }
}

/// A tab and what happens in it.
public struct FollowedTab: Sendable {
    /// The tab.
    public let tab: Tab
    /// What happens in it.
    public let events: TabEventStream

    /// Joins the two.
    public init(tab: Tab, events: TabEventStream) {
        self.tab = tab
        self.events = events
    }
}
