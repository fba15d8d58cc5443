// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// Follows a browser's tabs: sets each one up before its page runs, and turns its events into its state.
///
/// One child task a tab, so that one tab's flood of events delays no other.
struct TabPump {
    let browser: RunningBrowser
    let events: any EventSink
    private let arrivals: CDPEventStream

    /// How many tabs a session may have; what a page opens beyond them is closed at once.
    static let tabLimit = 32

    /// How many dialogs one document may open before it counts as hostile.
    static let dialogLimit = 20

    /// Asks the browser to hold every new tab; from here on none is missed.
    init(browser: RunningBrowser, events: any EventSink) async throws {
        self.browser = browser
        self.events = events
        let root = browser.connection.browser
        arrivals = root.events()
        _ = try await root.send(
            Target.SetAutoAttach(
                autoAttach: true,
                waitForDebuggerOnStart: true,
                flatten: true,
                filter: [Target.FilterEntry(type: "page")] + TabPump.ownWorkers
            ),
            deadline: .after(.seconds(10))
        )
    }

    /// Runs until the connection ends.
    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for try await event in arrivals {
                guard let attached = try event.decode(Target.AttachedToTarget.self) else { continue }
                guard attached.targetInfo.type == "page" else {
                    let owner = browser.session(ofContext: attached.targetInfo.browserContextId)
                    group.addTask { await followWorker(attached, in: owner) }
                    continue
                }
                let session = browser.connection.session(CDPSessionID(rawValue: attached.sessionId))
                let tabEvents = session.events()
                group.addTask { await follow(attached, session: session, events: tabEvents) }
            }
        }
    }

    /// One tab's life.
    ///
    /// A tab that cannot be set up is closed rather than left without our scripts.
    private func follow(
        _ attached: Target.AttachedToTarget,
        session: CDPSession,
        events stream: CDPEventStream
    ) async {
        let info = attached.targetInfo
        let owner = browser.session(ofContext: info.browserContextId)
        let log = browser.log
        guard !owner.isClosed else { return await close(info.targetId) }
        guard owner.takePlace(of: TabPump.tabLimit) else { return await refuse(info.targetId, .denied, "too_many") }
        defer { owner.leavePlace() }
        let tab = Tab(
            id: TabID(rawValue: info.targetId),
            opener: info.openerId.map(TabID.init(rawValue:)),
            owner: owner.options.owner,
            viewport: owner.options.viewport,
            session: session,
            state: TabState(top: info.targetId),
            downloads: owner.downloads,
            permissions: owner.permissions,
            signInPlan: owner.signIns
        ) { log.last }
        var heard = HeardQuestions()
        do {
            heard = try await setUp(tab, of: owner)
        } catch {
            guard !owner.isClosed else { return await close(info.targetId) }
            let reason = (error as? any ExplainedError)?.code ?? "cancelled"
            return await refuse(info.targetId, .failed, "not_set_up", cause: reason)
        }
        // A session's tabs go with it, also one that a page opened at its very end.
        guard owner.add(tab) else { return await close(info.targetId) }
        tab.tellOfEarlySignIns()
        // The stream ends when the tab or the connection does; whichever it was, the tab is gone for its readers.
        await withDiscardingTaskGroup { timers in
            for timer in heard.timers { timers.addTask { await timer() } }
            do {
                for try await event in stream {
                    if heard.skips(event) { continue }
                    if followChild(event, of: tab, owner, &timers) { continue }
                    try await handle(event, of: tab, owner.options, &timers)
                }
            } catch {}
            timers.cancelAll()
        }
        _ = tab.update { $0.close() }
        owner.remove(tab.id)
    }

    private func refuse(_ target: String, _ outcome: EventOutcome, _ reason: String, cause: String? = nil) async {
        let cause = cause.map { ["cause": JSONValue.string($0)] } ?? [:]
        tell(.tabCrashed, outcome, target, cause.merging(["reason": .string(reason)]) { own, _ in own })
        await close(target)
    }

    private func close(_ target: String) async {
        _ = try? await browser.connection.browser.send(
            Target.CloseTarget(targetId: target),
            deadline: .after(.seconds(2))
        )
    }

    /// A page that goes to another process in the middle loses what it was asked; asking again changes nothing twice.
    func setUp(_ target: TabSetUp) async throws -> Page.FrameTree {
        for _ in 0..<4 {
            do { return try await target.send() } catch let error as CDPError where error.reason == .protocolError {
                continue
            }
        }
        return try await target.send()
    }

    private func handle(_ event: CDPEvent, of tab: Tab, _ options: SessionOptions, _ timers: inout DiscardingTaskGroup)
        async throws
    {
        if let opening = try event.decode(Page.JavascriptDialogOpening.self) {
            return await opened(opening, in: tab, options.dialogs, &timers)
        }
        if let closed = try event.decode(Page.JavascriptDialogClosed.self) { return self.closed(closed, in: tab) }
        if try await heldPage(event, of: tab.session, in: tab, options.dialogs, &timers) { return }
        if let request = try event.decode(Fetch.RequestPaused.self) { return letPass(request, of: tab.session) }
        if let challenge = try event.decode(Fetch.AuthRequired.self) {
            let timer = await asked(challenge, in: tab, options.dialogs)
            if let timer { timers.addTask { await timer() } }
            return
        }
        if options.hearsRequests { try hear(event, from: tab) }
        if let request = try event.decode(Network.RequestWillBeSent.self) {
            return requested(request, in: tab, options.resources)
        }
        let change = try tab.update { try $0.apply(event, from: tab.session, isOwn: true) }
        // Its calls go with the document.
        if case .navigated(let arrival) = change, arrival.kind == .newDocument {
            forgetRequests(of: tab)
            release(nil, in: tab)
        }
        adoptClosedRoots(change, of: tab, &timers)
        noteRefusal(change, in: tab)
        if case .crashed = change { tell(.tabCrashed, .failed, tab.id.rawValue, [:]) }
    }

    func tell(
        _ name: EventName,
        _ outcome: EventOutcome,
        _ tab: String,
        _ extra: [String: JSONValue]
    ) {
        events.enqueue(
            Event(
                name,
                source: .browser,
                outcome: outcome,
                transport: .cdp,
                correlationID: .new(),
                extra: extra.merging(["tab": .string(tab)]) { own, _ in own }
            )
        )
    }
}
