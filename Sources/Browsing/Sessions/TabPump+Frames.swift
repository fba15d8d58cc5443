// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

extension TabPump {
    /// Begins to follow a frame in a process of its own, or a worker, if that is what an event tells of.
    ///
    /// - Returns: whether it is.
    func followChild(
        _ event: CDPEvent,
        of tab: Tab,
        _ owner: BrowsingSession,
        _ group: inout DiscardingTaskGroup
    ) -> Bool {
        guard event.method == Target.AttachedToTarget.method,
            let attached = try? event.decode(Target.AttachedToTarget.self)
        else { return false }
        guard attached.targetInfo.type == "iframe" else {
            group.addTask { await followWorker(attached, in: owner) }
            return true
        }
        let session = browser.connection.session(CDPSessionID(rawValue: attached.sessionId))
        let events = session.events()
        group.addTask { await follow(session, events, in: tab, owner) }
        return true
    }

    /// Begins to get the closed shadow roots of a document whose script saw that there may be some.
    func adoptClosedRoots(_ event: TabEvent?, of tab: Tab, _ group: inout DiscardingTaskGroup) {
        guard case .reported(let report) = event, report.binding == PageFrame.hostsBinding else { return }
        group.addTask { await PageFrame(tab: tab, id: report.frame).adoptClosedRoots() }
    }

    /// One such frame's life, with those that are in it.
    ///
    /// One that cannot be set up is gone already, or stays without our scripts: then nothing can be done in it.
    private func follow(
        _ session: CDPSession,
        _ events: CDPEventStream,
        in tab: Tab,
        _ owner: BrowsingSession
    ) async {
        guard
            let tree = try? await setUp(
                TabSetUp(session: session, options: owner.options, hasWindow: browser.hasWindow, isFrame: true)
            )
        else { return }
        _ = tab.update { $0.adopt(tree, from: session) }
        await withDiscardingTaskGroup { group in
            do {
                for try await event in events {
                    if followChild(event, of: tab, owner, &group) { continue }
                    if event.method == Inspector.TargetCrashed.method { break }
                    if try await heldPage(event, of: session, in: tab, owner.options.dialogs, &group) { continue }
                    if owner.options.hearsRequests { try hear(event, from: tab) }
                    if let request = try event.decode(Network.RequestWillBeSent.self) {
                        requested(request, in: tab, owner.options.resources)
                        continue
                    }
                    let change = try tab.update { try $0.apply(event, from: session, isOwn: false) }
                    adoptClosedRoots(change, of: tab, &group)
                }
            } catch {}
            group.cancelAll()
        }
        release(session, in: tab)
        _ = tab.update { $0.lose(session) }
    }
}
