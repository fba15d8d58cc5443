// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
internal import Vocabulary

/// Keeps the letters of secret fields from being drawn while a tab is watched.
///
/// The script of ours in each document names the fields, and for one in a shadow root the outermost host, all of whose text
/// is hidden then. The browser is made to take such an element for one whose value is in range and out of range at once,
/// which none can be
/// ([CSS.forcePseudoState](https://chromedevtools.github.io/devtools-protocol/tot/CSS/#method-forcePseudoState)), and a
/// style sheet that stands in no document's list draws dots for the letters of such. No element and no attribute of the
/// page is touched. It ends with the session, which is why it is the one of the pictures.
///
/// A document without such a field is left alone: numbering its nodes and following its styles costs it time.
final class SecretMasks: Sendable {
    /// The function with which the page's script tells that there are new ones.
    static let binding = "understudySecrets"

    private static let impossible = ":in-range:out-of-range"
    private static let style =
        String(repeating: impossible, count: 3) + "{-webkit-text-security:disc!important}"

    /// What is known of one process of the page.
    private struct Place {
        /// The document at its top.
        let root: DocumentID
        /// What the fields of its documents are named in; with another one all are named anew.
        let turn: Int
        /// In which its nodes have numbers; nil before there was anything to hide.
        var session: CDPSession?
        /// The documents that have the style.
        var styled: Set<DocumentID> = []
    }

    /// Shared by all, because a page remembers the last one it was told.
    private static let turns = Atomic<Int>(0)

    private struct Storage {
        var places: [FrameID?: Place] = [:]
        /// The sessions of frames with a process of their own.
        var sessions: [FrameID: CDPSession] = [:]
    }

    private let tab: Tab
    private let session: CDPSession
    private let connection: CDPConnection
    private let storage = Mutex(Storage())

    /// - Parameter session: the pictures' own session of the tab.
    init(tab: Tab, session: CDPSession, connection: CDPConnection) {
        self.tab = tab
        self.session = session
        self.connection = connection
    }

    /// Hides what is to be hidden now, in the page and in all its frames.
    ///
    /// - Throws: when the page could not be asked; then nothing is known.
    func apply(deadline: Deadline) async throws {
        try await apply(in: tab.page, deadline: deadline)
        for frame in tab.frames {
            do { try await apply(in: frame, deadline: deadline) } catch let error as BrowsingError
                where error.reason == .documentGone
            {
                // The frame shows something else by now, which is told and looked at for itself.
                continue
            }
        }
    }

    /// Lets the scripts rest.
    func end(deadline: Deadline) async {
        let sessions = storage.withLock { storage in
            defer { storage = Storage() }
            return storage.sessions.values
        }
        for session in sessions { detach(session) }
        for place in [tab.page] + tab.frames {
            _ = try? await place.look("watchSecrets", 0, document: place.document, deadline: deadline)
        }
    }

    private func apply(in frame: PageFrame, deadline: Deadline) async throws {
        let document = frame.document
        let world = try await frame.world(document: document, deadline: deadline)
        let top = tab.state.processTop(of: frame.id, own: tab.session)
        let turn = turn(of: top, root: tab.state.place(top)?.document ?? document)
        let count = try await frame.look("watchSecrets", .int(Int64(turn)), document: document, deadline: deadline)
        guard let left = count.value.int, left > 0 else { return }
        do {
            let session = try await prepare(top, for: frame, document, deadline)
            while let field = try await nextSecret(of: frame, in: world, deadline) {
                let node = try await world.session.send(DOM.DescribeNode(objectId: field), deadline: deadline).node
                try world.session.enqueue(Runtime.ReleaseObject(objectId: field), deadline: deadline).discard()
                try await hide(node.backendNodeId, in: session, deadline)
            }
        } catch {
            // What was named and not hidden must be named again.
            forget(top)
            throw error
        }
    }

    private func nextSecret(of frame: PageFrame, in world: TabState.World, _ deadline: Deadline) async throws -> String?
    {
        let command = Runtime.CallFunctionOn.function(
            "function() { return understudy.nextSecret(); }",
            .null,
            in: world,
            byValue: false
        )
        return try await frame.answer(to: command, in: world, deadline: deadline).result.objectId
    }

    private func hide(_ node: Int, in session: CDPSession, _ deadline: Deadline) async throws {
        let numbers = try await session.send(
            DOM.PushNodesByBackendIdsToFrontend(backendNodeIds: [node]),
            deadline: deadline
        )
        // One that is out of the document by now is shown to nobody, and is named again when it is put back.
        guard let number = numbers.nodeIds.first, number > 0 else { return }
        _ = try await session.send(
            CSS.ForcePseudoState(nodeId: number, forcedPseudoClasses: ["in-range", "out-of-range"]),
            deadline: deadline
        )
    }

    // MARK: Places

    /// The turn of the process that shows a frame: another one for each document at its top.
    private func turn(of top: FrameID?, root: DocumentID) -> Int {
        storage.withLock { storage in
            if let known = storage.places[top], known.root == root { return known.turn }
            let turn = SecretMasks.turns.add(1, ordering: .relaxed).newValue
            storage.places[top] = Place(root: root, turn: turn)
            return turn
        }
    }

    /// A session in which the nodes of a process have numbers, and the style in a document of it.
    private func prepare(
        _ top: FrameID?,
        for frame: PageFrame,
        _ document: DocumentID,
        _ deadline: Deadline
    ) async throws -> CDPSession {
        let known = storage.withLock { $0.places[top] }
        let session: CDPSession
        if let prepared = known?.session {
            session = prepared
        } else {
            session = try await begin(top, deadline)
            _ = try await session.send(DOM.GetDocument(depth: 0), deadline: deadline)
            storage.withLock { $0.places[top]?.session = session }
        }
        if known?.styled.contains(document) == true { return session }
        let sheet = try await session.send(
            CSS.CreateStyleSheet(frameId: frame.id?.rawValue ?? tab.id.rawValue, force: true),
            deadline: deadline
        )
        _ = try await session.send(
            CSS.SetStyleSheetText(styleSheetId: sheet.styleSheetId, text: SecretMasks.style),
            deadline: deadline
        )
        storage.withLock { _ = $0.places[top]?.styled.insert(document) }
        return session
    }

    private func begin(_ top: FrameID?, _ deadline: Deadline) async throws -> CDPSession {
        var session = session
        if let top {
            if let known = storage.withLock({ $0.sessions[top] }) {
                session = known
            } else {
                let attached = try await connection.browser.send(
                    Target.AttachToTarget(targetId: top.rawValue, flatten: true),
                    deadline: deadline
                )
                let own = connection.session(CDPSessionID(rawValue: attached.sessionId))
                storage.withLock { $0.sessions[top] = own }
                session = own
            }
        }
        _ = try await session.send(DOM.Enable(), deadline: deadline)
        _ = try await session.send(CSS.Enable(), deadline: deadline)
        return session
    }

    /// Begins anew in a process in which something went wrong: it may be gone, and with it what was prepared.
    private func forget(_ top: FrameID?) {
        let session = storage.withLock { storage in
            storage.places[top] = nil
            return top.flatMap { storage.sessions.removeValue(forKey: $0) }
        }
        if let session { detach(session) }
    }

    private func detach(_ session: CDPSession) {
        try? connection.browser
            .enqueue(Target.DetachFromTarget(sessionId: session.id?.rawValue), deadline: .after(.seconds(5))).discard()
    }
}

extension TabState {
    /// The frame at the top of the process that shows a frame; nil for the page's own process.
    func processTop(of frame: FrameID?, own: CDPSession) -> FrameID? {
        guard let frame, let entry = frames[frame] else { return nil }
        let outer = entry.parent == mainFrame ? nil : FrameID(rawValue: entry.parent)
        guard let outer else { return entry.session == own ? nil : frame }
        return frames[outer]?.session == entry.session ? processTop(of: outer, own: own) : frame
    }
}
