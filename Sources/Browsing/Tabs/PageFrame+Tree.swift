// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Vocabulary

extension PageFrame {
    /// The frame around it; nil for the page itself, and when it is gone.
    public var parent: PageFrame? {
        guard let id, let entry = tab.state.frames[id] else { return nil }
        return PageFrame(tab: tab, id: entry.parent == tab.state.mainFrame ? nil : FrameID(rawValue: entry.parent))
    }

    /// The ways down to it: the outermost frame first, itself last; empty for the page itself.
    public var path: [FrameID] { id.map { (parent?.path ?? []) + [$0] } ?? [] }

    /// Waits until scripts of ours are in the document shown, and it fits.
    ///
    /// - Parameters:
    ///   - deadline: when to give up.
    ///   - fits: told the address, and whether the page around it wrote what it shows.
    /// - Returns: the very document that fits; nil when none did before the deadline.
    /// - Throws: ``BrowsingError`` with `document_gone` when the frame goes.
    public func waitUntilReady(
        deadline: Deadline,
        where fits: @escaping @Sendable (String, Bool) -> Bool
    ) async throws -> DocumentID? {
        do {
            let document: DocumentID = try await tab.wait(for: "a frame", deadline: deadline) { [id] state in
                guard let place = state.place(id) else { throw Tab.documentGone }
                let isWritten = id.map { state.isWrittenByParent($0) } ?? false
                return place.world != nil && fits(place.address, isWritten) ? place.document : nil
            }
            return document
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            return nil
        }
    }

    /// The frame that an element of this document shows.
    ///
    /// - Parameters:
    ///   - function: a function of our scripts that answers with the element, or null.
    ///   - document: the document that it is in.
    /// - Returns: nil when there is no element, or it shows no frame.
    public func frame(
        shownBy function: String,
        _ argument: JSONValue,
        document: DocumentID,
        deadline: Deadline
    ) async throws -> PageFrame? {
        let world = try await world(document: document, deadline: deadline)
        let command = Runtime.CallFunctionOn.function(
            "function(argument) { return understudy.\(function)(argument); }",
            argument,
            in: world,
            byValue: false
        )
        let reply = try await answer(to: command, in: world, deadline: deadline)
        try requireNoException(reply, function)
        guard let object = reply.result.objectId else { return nil }
        defer { try? world.session.enqueue(Runtime.ReleaseObject(objectId: object), deadline: deadline).discard() }
        let node = try await world.session.send(DOM.DescribeNode(objectId: object), deadline: deadline).node
        return node.frameId.flatMap { tab.frame(FrameID(rawValue: $0)) }
    }

    /// Asks one of our scripts about the element that shows this frame, in the document around it.
    ///
    /// - Parameter function: gets the element as its one argument.
    /// - Returns: nil for the page itself, and when the frame is gone.
    public func lookAtOwner(_ function: String, deadline: Deadline) async throws -> JSONValue? {
        guard let id, let parent else { return nil }
        let world = try await parent.world(document: nil, deadline: deadline)
        let owner = try await world.session.send(DOM.GetFrameOwner(frameId: id.rawValue), deadline: deadline)
        let element = try await world.session.send(
            DOM.ResolveNode(backendNodeId: owner.backendNodeId, executionContextId: world.number),
            deadline: deadline
        )
        guard let object = element.object.objectId else { return nil }
        defer { try? world.session.enqueue(Runtime.ReleaseObject(objectId: object), deadline: deadline).discard() }
        let command = Runtime.CallFunctionOn(
            functionDeclaration: "function() { return understudy.\(function)(this); }",
            objectId: object,
            returnByValue: true
        )
        let reply = try await parent.answer(to: command, in: world, deadline: deadline)
        try requireNoException(reply, function)
        return reply.result.value
    }
}
