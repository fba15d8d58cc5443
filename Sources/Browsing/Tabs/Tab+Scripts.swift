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
    /// - Throws: ``BrowsingError`` with `document_gone` when the page navigates meanwhile, `script_failed`,
    ///   `tab_crashed` or `tab_closed`; a ``Vocabulary/VocabularyError`` when the deadline passes.
    public func look(
        _ function: String,
        _ argument: JSONValue,
        document: DocumentID? = nil,
        deadline: Deadline
    ) async throws -> ScriptAnswer {
        let world = try await world(document: document, deadline: deadline)
        let command = Runtime.CallFunctionOn(
            functionDeclaration: "function(argument) { return understudy.\(function)(argument); }",
            arguments: [Runtime.CallArgument(value: argument)],
            returnByValue: true,
            awaitPromise: true,
            uniqueContextId: world.contextID
        )
        let reply = try await answer(to: command, in: world, deadline: deadline)
        if let exception = reply.exceptionDetails {
            throw BrowsingError(
                code: .scriptFailed,
                message: "The page script '\(function)' failed at line \(exception.lineNumber): "
                    + (exception.exception?.className ?? "unknown error") + "."
            )
        }
        return ScriptAnswer(value: reply.result.value ?? .null, document: world.document)
    }

    func world(document: DocumentID?, deadline: Deadline) async throws -> TabState.World {
        let crashed = crashedError
        return try await wait(for: "the page's scripts", deadline: deadline) { state in
            if state.isCrashed { throw crashed }
            if let document, state.document != document { throw Tab.documentGone }
            return state.world
        }
    }

    /// The reply to a call in a world; fails at once when the world goes, because Chromium may never answer then.
    private func answer(
        to command: Runtime.CallFunctionOn,
        in world: TabState.World,
        deadline: Deadline
    ) async throws -> Runtime.CallFunctionOn.Reply {
        let pending = try session.enqueue(command, deadline: deadline)
        do {
            return try await withThrowingTaskGroup(of: Runtime.CallFunctionOn.Reply?.self) { group in
                defer { group.cancelAll() }
                group.addTask { try await pending.value }
                group.addTask { [self] in
                    let crashed = crashedError
                    return try await wait(for: "the page's answer", deadline: deadline) { state in
                        if state.isCrashed { throw crashed }
                        if state.world != world { throw Tab.documentGone }
                        return nil
                    }
                }
                guard let reply = try await group.next() ?? nil else { throw Tab.documentGone }
                return reply
            }
        } catch let error as CDPError where error.reason == .targetCrashed {
            throw crashedError
        } catch let error as CDPError where error.isTargetGone {
            throw closedError
        } catch let error as CDPError where state.world != world {
            throw BrowsingError(code: .documentGone, message: Tab.documentGone.message, cause: error)
        }
    }

    static var documentGone: BrowsingError {
        BrowsingError(code: .documentGone, message: "The page went to another document meanwhile.")
    }
}
