// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Vocabulary

/// What came of asking a person to point at an element of a tab.
public enum Pointing: Sendable, Hashable {
    /// What a script of ours says of the element.
    case pointed(ScriptAnswer)
    /// The person gave it up.
    case cancelled
    /// The element is none of the top document: it is in a frame, or gone by now.
    case elsewhere
}

extension Tab {
    /// Lets a person point at an element: it is marked while the pointer is over it, and a click says that this is it.
    ///
    /// The browser itself does it
    /// ([Overlay.setInspectMode](https://chromedevtools.github.io/devtools-protocol/tot/Overlay/#method-setInspectMode)):
    /// it draws outside the document and keeps the pointer from the page, which can neither see nor forge any of it.
    /// Nothing of the page changes, so no permit is asked.
    ///
    /// - Parameters:
    ///   - function: a member of the world's `understudy` object, called with the element and the argument.
    ///   - argument: its second argument.
    ///   - deadline: when to give up.
    /// - Throws: ``BrowsingError`` with `tab_closed`, `tab_crashed` or `script_failed`; `VocabularyError` with
    ///   `deadline_exceeded`.
    public func letPoint(_ function: String, _ argument: JSONValue, deadline: Deadline) async throws -> Pointing {
        let happenings = events()
        defer { endPointing() }
        try await beginPointing(deadline: deadline)
        return try await withDeadline(deadline, waitingFor: "somebody to point at an element") { [self] in
            for try await event in happenings {
                switch event {
                case .pointedAt(let node): return try await describe(node, function, argument, deadline: deadline)
                case .pointingCancelled: return .cancelled
                // The browser goes on asking in the new document; its key that ends it is kept from the page anew.
                case .scriptsReady: _ = try? await look("beginPointing", .null, deadline: deadline)
                case .crashed: throw crashedError
                case .navigated, .navigationRequested, .domReady, .loaded, .networkQuiet, .reported, .dialog, .download,
                    .windowOpened,
                    .frameNavigated, .frameMoved, .framesChanged, .fileChooserOpened, .signInAsked, .signedIn,
                    .closed:
                    break
                }
            }
            try Task.checkCancellation()
            throw closedError
        }
    }

    private func beginPointing(deadline: Deadline) async throws {
        let light = DOM.RGBA(r: 70, g: 130, b: 240, a: 0.35)
        _ = try await session.send(DOM.Enable(), deadline: deadline)
        _ = try await session.send(Overlay.Enable(), deadline: deadline)
        _ = try await look("beginPointing", .null, deadline: deadline)
        _ = try await session.send(
            Overlay.SetInspectMode(
                mode: "searchForNode",
                highlightConfig: Overlay.HighlightConfig(showInfo: true, contentColor: light)
            ),
            deadline: deadline
        )
    }

    /// Only handed over: it happens also when whoever waited was cancelled.
    private func endPointing() {
        let deadline = Deadline.after(.seconds(5))
        let off = Overlay.SetInspectMode(mode: "none", highlightConfig: Overlay.HighlightConfig())
        try? session.enqueue(off, deadline: deadline).discard()
        try? session.enqueue(Overlay.Disable(), deadline: deadline).discard()
        try? session.enqueue(DOM.Disable(), deadline: deadline).discard()
        guard let world = state.world else { return }
        try? session.enqueue(Tab.call("endPointing", in: world), deadline: deadline).discard()
    }

    private static func call(_ function: String, in world: TabState.World) -> Runtime.CallFunctionOn {
        Runtime.CallFunctionOn(
            functionDeclaration: "function() { return understudy.\(function)(); }",
            uniqueContextId: world.contextID
        )
    }

    /// What the script says of the element; a node of another document has no place in our world.
    private func describe(
        _ node: Int,
        _ function: String,
        _ argument: JSONValue,
        deadline: Deadline
    ) async throws -> Pointing {
        guard let world = state.world else { return .elsewhere }
        let resolve = DOM.ResolveNode(backendNodeId: node, executionContextId: world.number)
        guard let object = try? await session.send(resolve, deadline: deadline).object.objectId else {
            return .elsewhere
        }
        let reply = try await session.send(
            Runtime.CallFunctionOn(
                functionDeclaration: "function(argument) { return understudy.\(function)(this, argument); }",
                objectId: object,
                arguments: [Runtime.CallArgument(value: argument)],
                returnByValue: true
            ),
            deadline: deadline
        )
        try? session.enqueue(Runtime.ReleaseObject(objectId: object), deadline: .after(.seconds(5))).discard()
        if let exception = reply.exceptionDetails {
            throw BrowsingError(
                code: .scriptFailed,
                message: "The page script '\(function)' failed at line \(exception.lineNumber)."
            )
        }
        return .pointed(ScriptAnswer(value: reply.result.value ?? .null, document: world.document))
    }
}
