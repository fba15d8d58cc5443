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
                filter: [Target.FilterEntry(type: "page")]
            ),
            deadline: .after(.seconds(10))
        )
    }

    /// Runs until the connection ends.
    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for try await event in arrivals {
                guard let attached = try event.decode(Target.AttachedToTarget.self) else { continue }
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
        let state: TabState
        do {
            state = try await setUp(session, owner.options)
        } catch {
            let reason = (error as? any ExplainedError)?.code ?? "cancelled"
            tell(.tabCrashed, .failed, info.targetId, ["reason": "not_set_up", "cause": .string(reason)])
            _ = try? await browser.connection.browser.send(
                Target.CloseTarget(targetId: info.targetId),
                deadline: .after(.seconds(2))
            )
            return
        }
        let tab = Tab(id: TabID(rawValue: info.targetId), session: session, state: state) { log.last }
        owner.add(tab)
        // The stream ends when the tab or the connection does; whichever it was, the tab is gone for its readers.
        do { for try await event in stream { try await handle(event, of: tab) } } catch {}
        _ = tab.update { $0.close() }
        owner.remove(tab.id)
    }

    /// A page that goes to another process in the middle loses what it was asked; asking again changes nothing twice.
    private func setUp(_ session: CDPSession, _ options: SessionOptions) async throws -> TabState {
        for _ in 0..<4 {
            do {
                return try await TabSetUp(session: session, options: options).send()
            } catch let error as CDPError where error.reason == .protocolError {
                continue
            }
        }
        return try await TabSetUp(session: session, options: options).send()
    }

    private func handle(_ event: CDPEvent, of tab: Tab) async throws {
        if let opening = try event.decode(Page.JavascriptDialogOpening.self) { return await answer(opening, in: tab) }
        if case .crashed = try tab.update({ try $0.apply(event) }) { tell(.tabCrashed, .failed, tab.id.rawValue, [:]) }
    }

    /// A dialog blocks its whole page, so it is answered at once: dismissed, which for an alert only means closed, and
    /// for "leave this page?" means yes when it is the appliance that leaves.
    private func answer(_ opening: Page.JavascriptDialogOpening, in tab: Tab) async {
        let number = tab.noteDialog()
        let accept = opening.type == "beforeunload"
        let answered = DialogAnswered(kind: opening.type, isAccepted: accept, number: number)
        tell(
            .dialogOpened,
            .succeeded,
            tab.id.rawValue,
            ["kind": .string(opening.type), "number": .int(Int64(number))]
        )
        tab.announce(.dialog(answered))
        if number > TabPump.dialogLimit {
            try? await tab.close(deadline: .after(.seconds(5)))
        } else {
            _ = try? await tab.session.send(
                Page.HandleJavaScriptDialog(accept: accept),
                deadline: .after(.seconds(5))
            )
        }
    }

    private func tell(
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
