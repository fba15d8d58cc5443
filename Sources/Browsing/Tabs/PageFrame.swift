// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Oversight
public import Vocabulary
public import WebAddresses

/// Where a document is shown: the tab itself, or a frame in it.
public struct PageFrame: Sendable {
    /// The tab.
    public let tab: Tab
    /// The frame; nil for the page itself.
    public let id: FrameID?

    /// The document shown now; empty when the frame is gone.
    public var document: DocumentID { tab.state.place(id)?.document ?? DocumentID(rawValue: "") }

    /// The address shown now, as the browser writes it; nil when the frame is gone.
    public var address: String? { tab.state.place(id)?.address }

    /// The address whose site the document is of: of what a page wrote into a frame itself, that page's.
    public var source: String? { tab.state.source(of: id) }

    /// The origin that decides what may be done here; nil for an error page, `data:` and the like.
    public var origin: WebOrigin? { source.flatMap { try? WebAddress($0) }?.origin }

    /// Whether the page around it wrote what it shows, instead of loading it from an address.
    public var isWrittenByParent: Bool { id.map { tab.state.isWrittenByParent($0) } ?? false }
}

extension Tab {
    /// The tab's own document.
    public var page: PageFrame { PageFrame(tab: self, id: nil) }

    /// The sessions of the browser's protocol that its documents are in: its own, and those of frames with a process of
    /// their own.
    var sessions: [CDPSession] { [session] + frames.compactMap { state.place($0.id)?.world?.session } }

    /// A frame of the document shown; nil when there is none of that name.
    public func frame(_ id: FrameID) -> PageFrame? {
        state.frames[id] == nil ? nil : PageFrame(tab: self, id: id)
    }

    /// The frames that scripts of ours are in.
    public var frames: [PageFrame] { state.frames.ready.map { PageFrame(tab: self, id: $0) } }
}

extension PageFrame {
    /// Gives real input to the document named.
    ///
    /// - Parameters:
    ///   - actions: sent at once, in order; their places are the page's, also of input for a frame.
    ///   - document: the document that they are meant for.
    /// - Throws: ``BrowsingError`` with `document_gone` when another one is shown by now, `permit_mismatch` when the
    ///   permit is for another origin.
    public func perform(
        _ actions: [InputAction],
        document: DocumentID,
        permit: Permit,
        deadline: Deadline
    ) async throws {
        try requireInput(permit, document: document)
        do {
            try await InputCommands(session: tab.session, deadline: deadline).send(actions)
        } catch let error as CDPError where error.isTargetGone {
            throw tab.closedError
        }
    }

    /// Calls a function of our scripts that changes the page, such as choosing an option.
    public func call(
        _ function: String,
        _ argument: JSONValue,
        document: DocumentID,
        permit: Permit,
        deadline: Deadline
    ) async throws -> ScriptAnswer {
        try requireInput(permit, document: document)
        return try await look(function, argument, document: document, deadline: deadline)
    }

    private func requireInput(_ permit: Permit, document: DocumentID) throws {
        let state = tab.state
        if state.isCrashed { throw tab.crashedError }
        if state.isClosed { throw tab.closedError }
        guard state.place(id)?.document == document else { throw Tab.documentGone }
        guard let origin, permit.allowsInput(on: origin) else { throw tab.mismatch }
    }
}
