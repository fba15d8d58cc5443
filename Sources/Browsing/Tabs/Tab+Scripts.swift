// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Vocabulary

/// What a script of ours in the page answered.
public struct ScriptAnswer: Sendable, Hashable {
    /// The value, by copy.
    public let value: JSONValue
    /// The document that was asked.
    public let document: DocumentID
}

extension Tab {
    /// Calls one function of our scripts in the document shown; see ``PageFrame/look(_:_:document:deadline:)``.
    public func look(
        _ function: String,
        _ argument: JSONValue,
        document: DocumentID? = nil,
        deadline: Deadline
    ) async throws -> ScriptAnswer {
        try await page.look(function, argument, document: document, deadline: deadline)
    }

    static var documentGone: BrowsingError {
        BrowsingError(code: .documentGone, message: "The page went to another document meanwhile.")
    }
}

extension PageFrame {
    /// Calls one function of our scripts in the isolated world of the document shown.
    ///
    /// For looking: what a function does to the page beyond scrolling and focusing belongs under a permit, in
    /// ``call(_:_:document:permit:deadline:)``. The argument travels as data, never as program text.
    ///
    /// - Parameters:
    ///   - function: a member of the world's `understudy` object.
    ///   - argument: its one argument.
    ///   - document: the document that must still be shown; nil for whichever is.
    ///   - deadline: when to give up, also waiting for a new document's scripts.
    /// - Throws: ``BrowsingError`` with `document_gone` when the page navigates meanwhile or the frame is gone,
    ///   `script_failed`, `tab_crashed` or `tab_closed`; a ``Vocabulary/VocabularyError`` when the deadline passes.
    public func look(
        _ function: String,
        _ argument: JSONValue,
        document: DocumentID? = nil,
        deadline: Deadline
    ) async throws -> ScriptAnswer {
        let world = try await world(document: document, deadline: deadline)
        let reply = try await answer(
            to: .function("function(argument) { return understudy.\(function)(argument); }", argument, in: world),
            in: world,
            deadline: deadline
        )
        try requireNoException(reply, function)
        return ScriptAnswer(value: reply.result.value ?? .null, document: world.document)
    }

    func requireNoException(_ reply: Runtime.CallFunctionOn.Reply, _ function: String) throws(BrowsingError) {
        guard let exception = reply.exceptionDetails else { return }
        throw BrowsingError(
            code: .scriptFailed,
            message: "The page script '\(function)' failed at line \(exception.lineNumber): "
                + (exception.exception?.className ?? "unknown error") + "."
        )
    }

    func world(document: DocumentID?, deadline: Deadline) async throws -> TabState.World {
        let crashed = tab.crashedError
        return try await tab.wait(for: "the page's scripts", deadline: deadline) { [id] state in
            if state.isCrashed { throw crashed }
            guard let place = state.place(id) else { throw Tab.documentGone }
            if let document, place.document != document { throw Tab.documentGone }
            return place.world
        }
    }

    /// The reply to a call in a world; fails at once when the world goes, because Chromium may never answer then.
    func answer(
        to command: Runtime.CallFunctionOn,
        in world: TabState.World,
        deadline: Deadline
    ) async throws -> Runtime.CallFunctionOn.Reply {
        let pending = try world.session.enqueue(command, deadline: deadline)
        do {
            return try await withThrowingTaskGroup(of: Runtime.CallFunctionOn.Reply?.self) { group in
                defer { group.cancelAll() }
                group.addTask { try await pending.value }
                group.addTask { [self] in
                    let crashed = tab.crashedError
                    return try await tab.wait(for: "the page's answer", deadline: deadline) { [id] state in
                        if state.isCrashed { throw crashed }
                        if state.place(id)?.world != world { throw Tab.documentGone }
                        return nil
                    }
                }
                guard let reply = try await group.next() ?? nil else { throw Tab.documentGone }
                return reply
            }
        } catch let error as CDPError where error.reason == .targetCrashed {
            throw tab.crashedError
        } catch let error as CDPError where error.isTargetGone && id == nil {
            throw tab.closedError
        } catch let error as CDPError where error.isTargetGone || tab.state.place(id)?.world != world {
            throw BrowsingError(code: .documentGone, message: Tab.documentGone.message, cause: error)
        }
    }
}

extension Runtime.CallFunctionOn {
    /// A call in a world.
    ///
    /// - Parameter isByValue: whether the result is wanted itself, and not a handle to it.
    static func function(
        _ declaration: String,
        _ argument: JSONValue,
        in world: TabState.World,
        byValue isByValue: Bool = true
    ) -> Runtime.CallFunctionOn {
        Runtime.CallFunctionOn(
            functionDeclaration: declaration,
            arguments: [Runtime.CallArgument(value: argument)],
            returnByValue: isByValue,
            awaitPromise: true,
            uniqueContextId: world.contextID
        )
    }
}
