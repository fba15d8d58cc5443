// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary
internal import WebAddresses

/// What is known of a tab: a value that takes the browser's events and answers what they mean.
///
/// The browser tells a new document in a fixed order: the old document's script contexts go, then the frame has
/// navigated, then the new contexts come. What a context belongs to is therefore the document navigated to last.
struct TabState: Sendable {
    /// The isolated world's name, in which our scripts live.
    static let worldName = "understudy"

    let mainFrame: String
    private(set) var document: DocumentID
    /// The documents shown last, the one shown now at the end.
    private(set) var recent: [DocumentID]
    private(set) var address: String
    private(set) var world: World?
    /// The frames in the document, with theirs.
    private(set) var frames = FrameBook()
    private(set) var readiness: Readiness = .loading
    /// Whether the browser shows a page of its own instead of what was asked for.
    private(set) var isErrorPage = false
    private(set) var isCrashed = false
    private(set) var isClosed = false
    /// Dialogs of the document shown.
    private(set) var dialogs = 0
    /// Dialogs since the tab was opened: the number of the last one, in all its documents.
    private(set) var dialogsEver = 0
    /// Choosers of files since the tab was opened.
    private(set) var choosersEver = 0
    /// Dialogs since the tab was opened that no plan foresaw.
    private(set) var unexpectedDialogs = 0
    /// The answers to the dialogs that are expected next, in order.
    var plannedDialogs: [DialogAnswer] = []
    /// The dialog that is open and waits for a person; nil when none does.
    var openDialog: OpenDialog?
    /// The chooser of files that was opened last and not answered; nil when there is none, or its document is gone.
    private(set) var chooser: FileChooser?
    private var pendingCause: String?

    /// Where scripts of ours run in a document.
    struct World: Sendable, Hashable {
        let session: CDPSession
        let contextID: String
        /// What its reports are marked with; another process may give the same number.
        let number: Int
        let document: DocumentID
    }

    /// How far the document is.
    enum Readiness: Int, Sendable, Comparable {
        case loading, domReady, loaded
        static func < (left: Readiness, right: Readiness) -> Bool { left.rawValue < right.rawValue }
    }

    /// A tab that nothing is known of yet but the name of its frame.
    init(top: String) {
        mainFrame = top
        document = DocumentID(rawValue: "")
        recent = []
        address = "about:blank"
    }

    /// - Parameter tree: what is shown at the beginning.
    init(_ tree: Page.FrameTree, session: CDPSession) {
        mainFrame = tree.frame.id
        document = DocumentID(rawValue: tree.frame.loaderId)
        recent = [document]
        address = tree.frame.url
        for child in tree.childFrames ?? [] { frames.adopt(child, from: session, top: mainFrame) }
    }

    /// Whether a document is, or was, shown: a page may send its visitor on before anybody looks.
    func hasShown(_ document: DocumentID) -> Bool { recent.contains(document) }

    /// Takes one event and answers what it means to others; nil for nothing.
    ///
    /// - Parameters:
    ///   - session: whose it is: the tab's own, or that of a frame in a process of its own.
    ///   - isOwn: whether it is the tab's own.
    mutating func apply(_ event: CDPEvent, from session: CDPSession, isOwn: Bool) throws -> TabEvent? {
        if let change = try frames.apply(event, from: session, top: mainFrame) { return change }
        if let change = try PointedNode.read(event, from: session) { return change }
        if let chooser = try event.decode(Page.FileChooserOpened.self) { return opened(chooser, session) }
        return isOwn ? try applyToPage(event, from: session) : nil
    }

    /// Takes over the frames that a session began with.
    mutating func adopt(_ tree: Page.FrameTree, from session: CDPSession) -> TabEvent? {
        frames.adopt(tree, from: session, top: mainFrame)
        let frame = FrameID(rawValue: tree.frame.id)
        let address = frames[frame].flatMap { $0.isWritten ? nil : $0.address }
        return .frameNavigated(frame, DocumentID(rawValue: tree.frame.loaderId), address: address)
    }

    /// Notes that a frame's process is gone, or no longer its own.
    mutating func lose(_ session: CDPSession) -> TabEvent? {
        frames.lose(session)
        return .framesChanged
    }

    private mutating func applyToPage(_ event: CDPEvent, from session: CDPSession) throws -> TabEvent? {
        switch event.method {
        case Page.FrameNavigated.method:
            try event.decode(Page.FrameNavigated.self)
                .flatMap { event in
                    navigated(event.frame, isRestored: event.type == "BackForwardCacheRestore")
                }
        case Page.NavigatedWithinDocument.method:
            try event.decode(Page.NavigatedWithinDocument.self).flatMap { movedWithin($0) }
        case Page.FrameRequestedNavigation.method:
            try event.decode(Page.FrameRequestedNavigation.self).flatMap { requested($0) }
        case Page.FrameStartedNavigating.method:
            try event.decode(Page.FrameStartedNavigating.self).flatMap { started($0) }
        case Runtime.ExecutionContextCreated.method:
            try event.decode(Runtime.ExecutionContextCreated.self).flatMap { entered($0.context, session) }
        case Runtime.ExecutionContextsCleared.method: left(session)
        case Page.DomContentEventFired.method: reached(.domReady, .domReady(document))
        case Page.LoadEventFired.method: reached(.loaded, .loaded(document))
        case Page.LifecycleEvent.method: try event.decode(Page.LifecycleEvent.self).flatMap { lived($0) }
        case Runtime.BindingCalled.method: try event.decode(Runtime.BindingCalled.self).flatMap { reported($0) }
        case Inspector.TargetCrashed.method: crashed()
        case Page.WindowOpen.method: TabEvent.windowOpened
        default: nil
        }
    }

    /// Notes that the tab is gone.
    mutating func close() -> TabEvent? {
        guard !isClosed else { return nil }
        isClosed = true
        world = nil
        return .closed
    }

    /// Notes that its process died; a later navigation brings it back.
    mutating func crashed() -> TabEvent? {
        guard !isCrashed else { return nil }
        isCrashed = true
        world = nil
        return .crashed
    }

    /// Counts a dialog of the document shown, and takes its answer from the plan.
    ///
    /// - Parameter isForeign: whether who asks is nobody that the plan says yes to.
    mutating func noteDialog(_ kind: DialogKind, saying message: String, isForeign: Bool = false) -> DialogAnswer? {
        dialogs += 1
        dialogsEver += 1
        if let next = plannedDialogs.first, next.isAnswer(to: kind, saying: message), !(isForeign && next.isAccepted) {
            return plannedDialogs.removeFirst()
        }
        unexpectedDialogs += 1
        return nil
    }

    /// Forgets the dialogs that no plan foresaw, because a person was there to see them.
    mutating func forgiveDialogs() { unexpectedDialogs = 0 }

    /// What was asked for came as a file, or was called off: the page goes nowhere because of it.
    mutating func stays() { pendingCause = nil }

    /// Why the page is about to go somewhere; nil when nobody has said so.
    var leaving: String? { pendingCause }

    /// - Parameter isRestored: the document comes back as it was left, with its scripts, which the browser tells of
    ///   before it tells that the document is shown.
    private mutating func navigated(_ frame: Page.Frame, isRestored: Bool) -> TabEvent? {
        guard frame.id == mainFrame else { return nil }
        isErrorPage = frame.unreachableUrl != nil || frame.url.hasPrefix("chrome-error:")
        document = DocumentID(rawValue: frame.loaderId)
        recent = recent.suffix(7) + [document]
        address = (frame.unreachableUrl ?? frame.url) + (frame.urlFragment ?? "")
        // A world that is still there goes on: of a page that is restored, and of a window's empty first document.
        world = world.map { $0.showing(document) }
        frames.forgetAll(in: mainFrame)
        readiness = isRestored ? .loaded : .loading
        isCrashed = false
        dialogs = 0
        defer { pendingCause = nil }
        return .navigated(
            Navigation(
                document: document,
                address: address,
                kind: .newDocument,
                cause: pendingCause,
                isErrorPage: isErrorPage
            )
        )
    }

    private mutating func movedWithin(_ move: Page.NavigatedWithinDocument) -> TabEvent? {
        guard move.frameId == mainFrame else { return nil }
        let cause = pendingCause
        pendingCause = nil
        guard move.url != address else { return nil }
        address = move.url
        return .navigated(
            Navigation(
                document: document,
                address: address,
                kind: .sameDocument,
                cause: cause ?? move.navigationType,
                isErrorPage: false
            )
        )
    }

    private mutating func requested(_ request: Page.FrameRequestedNavigation) -> TabEvent? {
        // What goes to another tab leaves this one where it is.
        guard request.frameId == mainFrame, request.disposition == "currentTab" else { return nil }
        // The browser has one word for a page that loads itself again and for a person who asks for it.
        pendingCause = request.reason == "reload" ? "scriptInitiated" : request.reason
        return .navigationRequested(address: request.url, reason: request.reason)
    }

    private mutating func started(_ start: Page.FrameStartedNavigating) -> TabEvent? {
        guard start.frameId == mainFrame, pendingCause == nil else { return nil }
        pendingCause = start.navigationType
        return nil
    }

    private mutating func entered(
        _ context: Runtime.ExecutionContextDescription,
        _ session: CDPSession
    ) -> TabEvent? {
        guard context.name == TabState.worldName, context.auxData?["frameId"]?.string == mainFrame else { return nil }
        world = World(session: session, contextID: context.uniqueId, number: context.id, document: document)
        return .scriptsReady(document)
    }

    private mutating func left(_ session: CDPSession) -> TabEvent? {
        world = nil
        frames.clear(session)
        return nil
    }

    private mutating func reached(_ state: Readiness, _ event: TabEvent) -> TabEvent? {
        readiness = max(readiness, state)
        return event
    }

    private func lived(_ event: Page.LifecycleEvent) -> TabEvent? {
        guard event.frameId == mainFrame, event.name == "networkIdle" else { return nil }
        return .networkQuiet(DocumentID(rawValue: event.loaderId))
    }

    private mutating func opened(_ event: Page.FileChooserOpened, _ session: CDPSession) -> TabEvent? {
        let frame = event.frameId == mainFrame ? nil : FrameID(rawValue: event.frameId)
        guard let node = event.backendNodeId, let document = place(frame)?.document else { return nil }
        choosersEver += 1
        let opened = FileChooser(
            number: choosersEver,
            document: document,
            frame: frame,
            takesSeveral: event.mode == "selectMultiple",
            node: node,
            session: session
        )
        chooser = opened
        return .fileChooserOpened(opened)
    }

    /// The chooser that waits for files, while its document is shown.
    var openChooser: FileChooser? {
        chooser.flatMap { place($0.frame)?.document == $0.document ? $0 : nil }
    }

    /// Notes that a chooser waits no more.
    mutating func forgetChooser() { chooser = nil }

    private func reported(_ call: Runtime.BindingCalled) -> TabEvent? {
        guard call.executionContextId == world?.number else { return nil }
        return .reported(PageReport(binding: call.name, payload: call.payload, document: document))
    }
}
