// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
public import Vocabulary
public import WebAddresses

/// One page target: what it shows, what happens to it, and the ways to act on it.
///
/// Looking is free. Whatever has an effect takes a ``Oversight/Permit``, which only the permission gate can make, and
/// names the document it is meant for: an effect that was meant for a document that has gone is refused.
public final class Tab: Sendable {
    /// The browser's name for it.
    public let id: TabID
    /// The tab whose page opened it; nil when a person or a program did, or the page hid it.
    public let opener: TabID?
    /// What it is there for.
    public let owner: SessionOwner
    /// The page's size.
    public let viewport: Viewport
    /// How many tabs were opened before it; the one with the highest is in front.
    public let order: Int
    let session: CDPSession
    let downloads: SessionDownloads
    let permissions: PermissionAnswers
    let hostsHeldBack = Mutex<Set<String>>([])
    let signIns = Mutex(SignInBook())
    let requests = Mutex(RequestBook())
    let signInPlan: SessionSignIns
    /// What was answered while it was being set up; nil once it is.
    let earlySignIns = Mutex<[SignInAnswer]?>([])
    let browserLog: @Sendable () -> [String]
    let pictures = Mutex(PictureBook())
    /// When a person gave it input last.
    let touched = Mutex<ContinuousClock.Instant?>(nil)
    private let storage: Mutex<Storage>
    private static let opened = Atomic<Int>(0)

    struct Storage {
        var state: TabState
        var readers = TabEventFanOut()
    }

    init(
        id: TabID,
        opener: TabID? = nil,
        owner: SessionOwner = .nobody,
        viewport: Viewport = .standard,
        session: CDPSession,
        state: TabState,
        downloads: SessionDownloads,
        permissions: PermissionAnswers,
        signInPlan: SessionSignIns,
        browserLog: @escaping @Sendable () -> [String]
    ) {
        self.id = id
        self.opener = opener
        self.owner = owner
        self.viewport = viewport
        order = Tab.opened.add(1, ordering: .relaxed).newValue
        self.session = session
        self.downloads = downloads
        self.permissions = permissions
        self.signInPlan = signInPlan
        self.browserLog = browserLog
        self.storage = Mutex(Storage(state: state))
    }

    /// The document shown now.
    public var document: DocumentID { state.document }

    /// The address shown now, as the browser writes it; it may be one that no skill could open.
    public var address: String { state.address }

    /// The origin of the document shown; nil for `about:blank`, an error page and the like.
    public var origin: WebOrigin? { (try? WebAddress(state.address))?.origin }

    /// Whether the browser shows a page of its own, because it could not load what was asked for.
    public var showsErrorPage: Bool { state.isErrorPage }

    /// Whether the page's process has died and nothing was loaded since.
    public var isCrashed: Bool { state.isCrashed }

    /// Whether it is gone.
    public var isClosed: Bool { state.isClosed }

    /// How many dialogs its pages have opened, since it was opened itself, that no plan foresaw.
    public var unexpectedDialogCount: Int { state.unexpectedDialogs }

    /// Waits until the tab's address fits.
    ///
    /// - Returns: whether it did before the deadline.
    public func waitForAddress(
        deadline: Deadline,
        where fits: @escaping @Sendable (String) -> Bool
    ) async throws -> Bool {
        do {
            return try await wait(for: "an address", deadline: deadline) { fits($0.address) ? true : nil }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            return false
        }
    }

    /// Waits until something happens in the tab, or a moment has passed: before one looks anew at what was not there.
    public func waitForChange() async throws {
        let changes = events()
        do {
            try await withDeadline(.after(.milliseconds(100)), waitingFor: "a change") {
                for try await _ in changes { return }
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            return
        }
    }

    /// What happens from now on.
    public func events() -> TabEventStream {
        let (stream, continuation) = AsyncThrowingStream.makeStream(
            of: TabEvent.self,
            bufferingPolicy: .bufferingOldest(TabEventStream.limit)
        )
        let number = storage.withLock { $0.readers.add(continuation) }
        continuation.onTermination = { [weak self] _ in self?.storage.withLock { $0.readers.remove(number) } }
        return TabEventStream(stream: stream, continuation: continuation)
    }

    var state: TabState { storage.withLock { $0.state } }

    /// Changes the state and tells the readers what came of it.
    ///
    /// Only the tab's own pump calls this, one event after another, so readers are told in that order.
    func update(_ change: (inout TabState) throws -> TabEvent?) rethrows -> TabEvent? {
        let (event, done) = try storage.withLock { storage in
            let event = try change(&storage.state)
            return (event, storage.state.isClosed)
        }
        if let event { announce(event) }
        if done { for reader in storage.withLock({ $0.readers.removeAll() }) { reader.finish() } }
        return event
    }

    /// Changes what is known of dialogs, without an event of its own.
    func dialogs<Result>(_ change: (inout TabState) -> Result) -> Result { storage.withLock { change(&$0.state) } }

    func announce(_ event: TabEvent) {
        for (number, reader) in storage.withLock({ $0.readers.current }) {
            switch reader.yield(event) {
            case .enqueued: break
            case .dropped:
                storage.withLock { $0.readers.remove(number) }
                reader.finish(throwing: TabEventFanOut.overflow)
            case .terminated: storage.withLock { $0.readers.remove(number) }
            @unknown default: break
            }
        }
    }

    /// Waits until the tab's state answers with a value.
    ///
    /// - Throws: ``BrowsingError`` with `tab_closed` when the tab goes first, or `VocabularyError` with
    ///   `deadline_exceeded`.
    func wait<Value: Sendable>(
        for what: String,
        deadline: Deadline,
        _ look: @escaping @Sendable (TabState) throws -> Value?
    ) async throws -> Value {
        if let value = try answer(look) { return value }
        let changes = events()
        return try await withDeadline(deadline, waitingFor: what) { [self] in
            if let value = try answer(look) { return value }
            for try await _ in changes {
                if let value = try answer(look) { return value }
            }
            try Task.checkCancellation()
            throw closedError
        }
    }

    /// What a look at the state answers; a tab that is gone has no answers any more.
    private func answer<Value>(_ look: (TabState) throws -> Value?) throws -> Value? {
        let state = state
        if state.isClosed { throw closedError }
        return try look(state)
    }

    var closedError: BrowsingError {
        BrowsingError(code: .tabClosed, message: "The tab \(id) was closed while it was needed.")
    }

    var crashedError: BrowsingError {
        BrowsingError(
            code: .tabCrashed,
            message: "The page's process died: the page crashed or ran out of memory.",
            browserLog: browserLog()
        )
    }
}
