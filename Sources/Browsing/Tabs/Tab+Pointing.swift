// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
public import Vocabulary

extension Tab {
    /// Lets a person point at an element: it is marked while the pointer is over it, and a click says that this is it.
    ///
    /// The browser itself does it
    /// ([Overlay.setInspectMode](https://chromedevtools.github.io/devtools-protocol/tot/Overlay/#method-setInspectMode)):
    /// it draws outside the document and keeps the pointer from the page, which can neither see nor forge any of it.
    /// Frames with a process of their own are asked each for itself. Nothing of the page changes, so no permit is asked.
    ///
    /// - Parameters:
    ///   - function: a member of the world's `understudy` object, called with the element and the argument.
    ///   - argument: its second argument.
    ///   - deadline: when to give up.
    /// - Throws: ``BrowsingError`` with `tab_closed`, `tab_crashed` or `script_failed`; `VocabularyError` with
    ///   `deadline_exceeded`.
    public func letPoint(_ function: String, _ argument: JSONValue, deadline: Deadline) async throws -> Pointing {
        let happenings = events()
        let mode = PointingMode(tab: self)
        defer { mode.end() }
        try await mode.extend(deadline: deadline)
        return try await withDeadline(deadline, waitingFor: "somebody to point at an element") { [self] in
            for try await event in happenings {
                switch event {
                case .pointedAt(let node): return try await describe(node, function, argument, deadline: deadline)
                case .pointingCancelled: return .cancelled
                // The browser goes on asking in the new document; its key that ends it is kept from the page anew. A frame
                // in a new process is asked for the first time.
                case .scriptsReady, .framesChanged: try? await mode.extend(deadline: deadline)
                case .crashed: throw crashedError
                case .navigated, .navigationRequested, .domReady, .loaded, .networkQuiet, .reported, .dialog, .download,
                    .windowOpened,
                    .frameNavigated, .frameMoved, .fileChooserOpened, .signInAsked, .signedIn, .requestSent,
                    .requestAnswered, .closed:
                    break
                }
            }
            try Task.checkCancellation()
            throw closedError
        }
    }

    /// What the script says of the element in the one document of its process that it is in.
    ///
    /// Documents of one site share a process, so each is asked; null is the word of one that it is none of.
    private func describe(
        _ node: PointedNode,
        _ function: String,
        _ argument: JSONValue,
        deadline: Deadline
    ) async throws -> Pointing {
        for place in [page] + frames {
            guard let world = state.place(place.id)?.world, world.session == node.session else { continue }
            let resolve = DOM.ResolveNode(backendNodeId: node.number, executionContextId: world.number)
            guard let object = try? await node.session.send(resolve, deadline: deadline).object.objectId else {
                continue
            }
            defer {
                let release = Runtime.ReleaseObject(objectId: object)
                try? node.session.enqueue(release, deadline: .after(.seconds(5))).discard()
            }
            let command = Runtime.CallFunctionOn(
                functionDeclaration: "function(argument) { return understudy.\(function)(this, argument); }",
                objectId: object,
                arguments: [Runtime.CallArgument(value: argument)],
                returnByValue: true
            )
            let reply = try await place.answer(to: command, in: world, deadline: deadline)
            try place.requireNoException(reply, function)
            guard let value = reply.result.value, value != .null else { continue }
            return .pointed(ScriptAnswer(value: value, document: world.document), in: place.id)
        }
        return .elsewhere
    }
}

/// The browser's way of pointing, switched on in every process that a tab's documents are in.
private final class PointingMode: Sendable {
    private struct Begun {
        var sessions: Set<CDPSession> = []
        var worlds: Set<TabState.World> = []
    }

    private let tab: Tab
    private let begun = Mutex(Begun())

    init(tab: Tab) { self.tab = tab }

    /// Switches it on where it is not yet.
    ///
    /// - Throws: only when it is the page itself that cannot be asked: a frame may just be going.
    func extend(deadline: Deadline) async throws {
        for place in [tab.page] + tab.frames {
            do {
                let world = try await place.world(
                    document: nil,
                    deadline: place.id == nil ? deadline : .after(.seconds(2))
                )
                if begun.withLock({ $0.sessions.insert(world.session).inserted }) {
                    try await PointingMode.begin(in: world.session, deadline: deadline)
                }
                if begun.withLock({ $0.worlds.insert(world).inserted }) {
                    let command = PointingMode.call("beginPointing", in: world)
                    _ = try await place.answer(to: command, in: world, deadline: deadline)
                }
            } catch  where place.id != nil {}
        }
    }

    /// Only handed over: it happens also when whoever waited was cancelled.
    func end() {
        let deadline = Deadline.after(.seconds(5))
        let begun = begun.withLock { $0 }
        for session in begun.sessions {
            let off = Overlay.SetInspectMode(mode: "none", highlightConfig: Overlay.HighlightConfig())
            try? session.enqueue(off, deadline: deadline).discard()
            try? session.enqueue(Overlay.Disable(), deadline: deadline).discard()
            try? session.enqueue(DOM.Disable(), deadline: deadline).discard()
        }
        for world in begun.worlds {
            try? world.session.enqueue(PointingMode.call("endPointing", in: world), deadline: deadline).discard()
        }
    }

    private static func begin(in session: CDPSession, deadline: Deadline) async throws {
        let light = DOM.RGBA(r: 70, g: 130, b: 240, a: 0.35)
        _ = try await session.send(DOM.Enable(), deadline: deadline)
        _ = try await session.send(Overlay.Enable(), deadline: deadline)
        _ = try await session.send(
            Overlay.SetInspectMode(
                mode: "searchForNode",
                highlightConfig: Overlay.HighlightConfig(showInfo: true, contentColor: light)
            ),
            deadline: deadline
        )
    }

    private static func call(_ function: String, in world: TabState.World) -> Runtime.CallFunctionOn {
        Runtime.CallFunctionOn(
            functionDeclaration: "function() { return understudy.\(function)(); }",
            uniqueContextId: world.contextID
        )
    }
}
