// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// The frames in a tab's document, in whichever process they are: a value that takes the browser's events.
///
/// A frame that goes to another process is told of by two sessions, in no order between them: what counts is the session
/// that has it now, and what the other one says of its leaving is old.
struct FrameBook: Sendable {
    /// More are not followed: nothing is recorded in them and nothing can be done in them.
    static let limit = 500

    private var frames: [FrameID: Entry] = [:]

    /// One frame.
    struct Entry: Sendable, Hashable {
        let parent: String
        var session: CDPSession
        var document = DocumentID(rawValue: "")
        var address = "about:blank"
        var securityOrigin = ""
        var world: TabState.World?

        /// Whether it shows what was written into it, perhaps by the page around it.
        var isWritten: Bool {
            address.hasPrefix("about:srcdoc") || (address.hasPrefix("about:blank") && securityOrigin.hasPrefix("http"))
        }
    }

    subscript(frame: FrameID) -> Entry? { frames[frame] }

    /// All frames with scripts of ours in them.
    var ready: [FrameID] { frames.filter { $0.value.world != nil }.map(\.key) }

    /// The frame whose world a report comes from.
    func frame(ofContext number: Int, in session: CDPSession) -> FrameID? {
        frames.first { $0.value.world?.number == number && $0.value.world?.session == session }?.key
    }

    /// Takes one event; answers nil when it is about no frame of these.
    mutating func apply(_ event: CDPEvent, from session: CDPSession, top: String) throws -> TabEvent? {
        switch event.method {
        case Page.FrameAttached.method:
            try event.decode(Page.FrameAttached.self).flatMap { attached($0, session) }
        case Page.FrameNavigated.method:
            try event.decode(Page.FrameNavigated.self).flatMap { navigated($0.frame, session, top) }
        case Page.FrameDetached.method:
            try event.decode(Page.FrameDetached.self).flatMap { detached($0, session) }
        case Page.NavigatedWithinDocument.method:
            try event.decode(Page.NavigatedWithinDocument.self).flatMap { moved($0) }
        case Runtime.ExecutionContextCreated.method:
            try event.decode(Runtime.ExecutionContextCreated.self).flatMap { entered($0.context, session) }
        case Runtime.ExecutionContextDestroyed.method:
            try event.decode(Runtime.ExecutionContextDestroyed.self).flatMap { left($0.executionContextUniqueId) }
        case Runtime.BindingCalled.method:
            try event.decode(Runtime.BindingCalled.self).flatMap { reported($0, session) }
        default: nil
        }
    }

    /// Takes over what a session began with.
    mutating func adopt(_ tree: Page.FrameTree, from session: CDPSession, top: String) {
        _ = navigated(tree.frame, session, top)
        for child in tree.childFrames ?? [] { adopt(child, from: session, top: top) }
    }

    /// Notes that all scripts of a session's documents are gone.
    mutating func clear(_ session: CDPSession) {
        for (frame, entry) in frames where entry.session == session { frames[frame]?.world = nil }
    }

    /// Notes that a session is gone, and with it the frames that no other session has told of since.
    mutating func lose(_ session: CDPSession) {
        for (frame, entry) in frames where entry.session == session {
            forgetAll(in: frame.rawValue)
            frames[frame] = nil
        }
    }

    /// Forgets what was in a frame, or in the page.
    mutating func forgetAll(in parent: String) {
        for (frame, entry) in frames where entry.parent == parent {
            frames[frame] = nil
            forgetAll(in: frame.rawValue)
        }
    }

    private mutating func attached(_ event: Page.FrameAttached, _ session: CDPSession) -> TabEvent? {
        let frame = FrameID(rawValue: event.frameId)
        guard frames[frame] == nil, frames.count < FrameBook.limit else { return nil }
        frames[frame] = Entry(parent: event.parentFrameId, session: session)
        return .framesChanged
    }

    private mutating func navigated(_ event: Page.Frame, _ session: CDPSession, _ top: String) -> TabEvent? {
        guard event.id != top, let parent = event.parentId ?? frames[FrameID(rawValue: event.id)]?.parent else {
            return nil
        }
        let frame = FrameID(rawValue: event.id)
        guard frames[frame] != nil || frames.count < FrameBook.limit else { return nil }
        forgetAll(in: event.id)
        var entry = frames[frame] ?? Entry(parent: parent, session: session)
        let document = DocumentID(rawValue: event.loaderId)
        // A frame's empty first document may leave its scripts to the next one.
        entry.world = entry.session == session ? entry.world?.showing(document) : nil
        entry.session = session
        entry.document = document
        entry.address = (event.unreachableUrl ?? event.url) + (event.urlFragment ?? "")
        entry.securityOrigin = event.securityOrigin
        frames[frame] = entry
        return .frameNavigated(frame, document, address: entry.isWritten ? nil : entry.address)
    }

    private mutating func detached(_ event: Page.FrameDetached, _ session: CDPSession) -> TabEvent? {
        let frame = FrameID(rawValue: event.frameId)
        guard frames[frame]?.session == session || event.reason == "remove" else { return nil }
        forgetAll(in: event.frameId)
        if event.reason == "swap" { frames[frame]?.world = nil } else { frames[frame] = nil }
        return .framesChanged
    }

    private mutating func moved(_ event: Page.NavigatedWithinDocument) -> TabEvent? {
        let frame = FrameID(rawValue: event.frameId)
        guard frames[frame] != nil else { return nil }
        frames[frame]?.address = event.url
        return .frameMoved(frame, address: event.url)
    }

    private mutating func entered(
        _ context: Runtime.ExecutionContextDescription,
        _ session: CDPSession
    ) -> TabEvent? {
        guard context.name == TabState.worldName, let frame = context.auxData?["frameId"]?.string.map(FrameID.init),
            let entry = frames[frame], entry.session == session
        else { return nil }
        frames[frame]?.world = TabState.World(
            session: session,
            contextID: context.uniqueId,
            number: context.id,
            document: entry.document
        )
        return .framesChanged
    }

    private mutating func left(_ context: String) -> TabEvent? {
        guard let frame = frames.first(where: { $0.value.world?.contextID == context })?.key else { return nil }
        frames[frame]?.world = nil
        return .framesChanged
    }

    private func reported(_ call: Runtime.BindingCalled, _ session: CDPSession) -> TabEvent? {
        guard let frame = frame(ofContext: call.executionContextId, in: session), let document = frames[frame]?.document
        else { return nil }
        return .reported(PageReport(binding: call.name, payload: call.payload, document: document, frame: frame))
    }
}

extension TabState.World {
    /// The same scripts for the document that came into their window.
    func showing(_ document: DocumentID) -> TabState.World {
        TabState.World(session: session, contextID: contextID, number: number, document: document)
    }
}
