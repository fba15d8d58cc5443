// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// Workers load by themselves, each as a target of its own: what a page is held to, they are held to as well.
///
/// Dedicated workers belong to the document that began them, and are told of by its session, and by their own about those
/// that they begin in turn. Shared and service workers belong to nobody's tab, and are told of by the browser. Each is held
/// by the browser until it knows what it may load.
extension TabPump {
    static let ownWorkers = ["service_worker", "shared_worker"].map { Target.FilterEntry(type: $0) }

    /// How many hosts are told of a worker.
    private static let hostLimit = 64

    /// One worker's life.
    ///
    /// One that cannot be held is closed rather than let go.
    func followWorker(_ attached: Target.AttachedToTarget, in owner: BrowsingSession) async {
        let session = browser.connection.session(CDPSessionID(rawValue: attached.sessionId))
        let events = session.events()
        defer { browser.forget(worker: session) }
        do { try await setUp(worker: session, attached.targetInfo.targetId, of: owner) } catch {
            _ = try? await browser.connection.browser.send(
                Target.CloseTarget(targetId: attached.targetInfo.targetId),
                deadline: .after(.seconds(2))
            )
            return
        }
        var hosts: Set<String> = []
        await withDiscardingTaskGroup { group in
            do {
                for try await event in events {
                    if let nested = try event.decode(Target.AttachedToTarget.self) {
                        group.addTask { await followWorker(nested, in: owner) }
                    }
                    guard let request = try event.decode(Network.RequestWillBeSent.self),
                        let host = browser.resources(of: session)?.refusedHost(of: request.request.url)
                    else { continue }
                    let isNew = hosts.count < TabPump.hostLimit && hosts.insert(host).inserted
                    if isNew { tell(host, heldBackFrom: attached.targetInfo) }
                }
            } catch {}
            group.cancelAll()
        }
    }

    /// All of it is handed over at once: a worker that is held may answer only when it is let go, and takes it in order.
    private func setUp(worker session: CDPSession, _ target: String, of owner: BrowsingSession) async throws {
        let deadline = Deadline.after(.seconds(10))
        var pending = try browser.hold(worker: session, target, of: owner, deadline: deadline)
        if owner.options.resources != nil {
            let nested = Target.SetAutoAttach(
                autoAttach: true,
                waitForDebuggerOnStart: true,
                flatten: true,
                filter: [Target.FilterEntry(type: "worker")]
            )
            pending.append(try session.enqueue(nested, deadline: deadline))
        }
        let guises = try TabPump.disguise(session, as: owner.options, deadline: deadline)
        pending.append(try session.enqueue(Runtime.RunIfWaitingForDebugger(), deadline: deadline))
        for answer in pending { try await answer.wait() }
        // A process has one locale and one time zone, which its page may have set already; that one is the same.
        for answer in guises {
            do { try await answer.wait() } catch let error as CDPError where error.reason == .protocolError {}
        }
    }

    /// Tells a worker what the session's pages are told of browser, language and time.
    private static func disguise(
        _ session: CDPSession,
        as options: SessionOptions,
        deadline: Deadline
    ) throws -> [any PendingAnswer] {
        var pending: [any PendingAnswer] = []
        if let agent = options.userAgent {
            pending.append(try session.enqueue(Emulation.SetUserAgentOverride(userAgent: agent), deadline: deadline))
        }
        if let locale = options.locale {
            pending.append(try session.enqueue(Emulation.SetLocaleOverride(locale: locale), deadline: deadline))
        }
        if let timezone = options.timezone {
            let zone = Emulation.SetTimezoneOverride(timezoneId: timezone)
            pending.append(try session.enqueue(zone, deadline: deadline))
        }
        return pending
    }

    /// Tells a target what it may load.
    static func hold(
        _ session: CDPSession,
        to resources: ResourcePolicy?,
        deadline: Deadline
    ) throws -> [any PendingAnswer] {
        [
            try session.enqueue(Network.Enable(maxTotalBufferSize: 0, maxResourceBufferSize: 0), deadline: deadline),
            try session.enqueue(Network.SetBlockedURLs(urlPatterns: resources?.patterns ?? []), deadline: deadline),
        ]
    }

    private func tell(_ host: String, heldBackFrom worker: Target.TargetInfo) {
        events.enqueue(
            Event(
                .resourceHeldBack,
                source: .browser,
                outcome: .denied,
                transport: .cdp,
                correlationID: .new(),
                extra: ["host": .string(host), "worker": .string(worker.type), "target": .string(worker.targetId)]
            )
        )
    }
}
