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
        browser.note(worker: session, of: owner)
        defer { browser.forget(worker: session) }
        let resources = owner.options.resources
        do { try await TabPump.setUp(worker: session, resources) } catch {
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
                        let host = resources?.refusedHost(of: request.request.url)
                    else { continue }
                    let isNew = hosts.count < TabPump.hostLimit && hosts.insert(host).inserted
                    if isNew { tell(host, heldBackFrom: attached.targetInfo) }
                }
            } catch {}
            group.cancelAll()
        }
    }

    /// All of it is handed over at once: a worker that is held may answer only when it is let go, and takes it in order.
    private static func setUp(worker session: CDPSession, _ resources: ResourcePolicy?) async throws {
        let deadline = Deadline.after(.seconds(10))
        var pending: [any PendingAnswer] = []
        if let resources {
            pending += try hold(session, to: resources, deadline: deadline)
            let nested = Target.SetAutoAttach(
                autoAttach: true,
                waitForDebuggerOnStart: true,
                flatten: true,
                filter: [Target.FilterEntry(type: "worker")]
            )
            pending.append(try session.enqueue(nested, deadline: deadline))
        }
        pending.append(try session.enqueue(Runtime.RunIfWaitingForDebugger(), deadline: deadline))
        for answer in pending { try await answer.wait() }
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
