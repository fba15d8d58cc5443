// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Glibc
internal import Synchronization
internal import Vocabulary

/// The downloads of one session: where they go, which of them may, and who waits for them.
final class SessionDownloads: Sendable {
    private struct Storage {
        var book: DownloadBook
        var inbox: String?
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
        var next = 0
    }

    private let browser: CDPSession
    private let contextID: String?
    private let area: StagingArea
    private let storage: Mutex<Storage>

    init(options: SessionOptions, contextID: String?, browser: CDPSession, area: StagingArea) {
        self.browser = browser
        self.contextID = contextID
        self.area = area
        storage = Mutex(Storage(book: DownloadBook(policy: options.downloads, limits: options.downloadLimits)))
    }

    /// Tells the browser where the session's downloads go, under names that the browser makes.
    ///
    /// - Throws: ``BrowsingError`` with `folder_unreachable`, ``CDP/CDPError``.
    func open(deadline: Deadline) async throws {
        let inbox = try area.makeInbox()
        storage.withLock { $0.inbox = inbox }
        _ = try await browser.send(
            Browser.SetDownloadBehavior(
                behavior: "allowAndName",
                browserContextId: contextID,
                downloadPath: inbox,
                eventsEnabled: true
            ),
            deadline: deadline
        )
    }

    /// Stops what is under way and removes what is left.
    ///
    /// - Parameter resting: what becomes of downloads of the profile when no session of ours uses it.
    func close(resting: String, deadline: Deadline) async {
        for guid in storage.withLock({ $0.book.giveUp() }) { cancel(guid) }
        if contextID == nil {
            _ = try? await browser.send(
                Browser.SetDownloadBehavior(behavior: resting, eventsEnabled: true),
                deadline: deadline
            )
        }
        if let inbox = storage.withLock({ $0.inbox }) { area.remove(inbox) }
    }

    /// Whether the file of a download is in this session's folder.
    func holds(_ guid: String) -> Bool {
        guard let inbox = storage.withLock({ $0.inbox }) else { return false }
        return ["", ".crdownload"].contains { access("\(inbox)/\(guid)\($0)", F_OK) == 0 }
    }

    var count: Int { storage.withLock { $0.book.count } }

    var unexpected: Int { storage.withLock { $0.book.unexpected } }

    func forgiveUnexpected() { change { $0.forgiveUnexpected() } }

    // MARK: What the browser tells

    /// - Returns: whether it may come down.
    func began(_ guid: String, name: String) -> Bool {
        let refusal = change { $0.began(guid, name: name) }
        if refusal != nil { cancel(guid) }
        return refusal == nil
    }

    func advanced(_ progress: Browser.DownloadProgress) {
        let refusal = change { book in
            book.advanced(
                progress.guid,
                received: SessionDownloads.whole(progress.receivedBytes),
                total: SessionDownloads.whole(progress.totalBytes),
                isDone: progress.state == "completed",
                isCancelled: progress.state == "canceled"
            )
        }
        if refusal != nil { cancel(progress.guid) }
    }

    private func cancel(_ guid: String) {
        try? browser.enqueue(
            Browser.CancelDownload(guid: guid, browserContextId: contextID),
            deadline: .after(.seconds(5))
        )
        .discard()
    }

    private static func whole(_ number: Double) -> Int64 { Int64(exactly: number.rounded()) ?? .max }

    // MARK: Who waits for them

    func plan(_ names: [NamePattern]) { change { $0.plan = names } }

    /// Waits until every download that was planned has come down, and hands them out; nil when one has not begun.
    ///
    /// Whatever is under way at the deadline is cancelled.
    ///
    /// - Throws: ``BrowsingError`` with the first failure.
    func finished(deadline: Deadline) async throws -> [StagedFile]? {
        let (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = storage.withLock { storage in
            storage.next += 1
            storage.watchers[storage.next] = change
            return storage.next
        }
        defer { _ = storage.withLock { $0.watchers.removeValue(forKey: number) } }
        do {
            try await withDeadline(deadline, waitingFor: "the download") { [self] in
                if isOver { return }
                for await _ in changes where isOver { return }
                try Task.checkCancellation()
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {}
        return try outcome()
    }

    private var isOver: Bool {
        storage.withLock { $0.book.isSettled || $0.book.failure != nil || $0.book.unexpected > 0 }
    }

    private func outcome() throws -> [StagedFile]? {
        let (missed, cancelled, failure, done, inbox) = storage.withLock { storage in
            let missed = !storage.book.plan.isEmpty
            let cancelled = storage.book.giveUp()
            return (missed, cancelled, storage.book.failure, storage.book.takeDone(), storage.inbox ?? "")
        }
        for guid in cancelled { cancel(guid) }
        if let failure { throw failure.why.error(name: failure.name) }
        guard !missed else { return nil }
        return done.map { entry in
            StagedFile(
                name: entry.name,
                size: entry.received,
                path: "\(inbox)/\(entry.guid)",
                owner: area.user?.userID
            )
        }
    }

    private func change<Result>(_ change: (inout DownloadBook) -> Result) -> Result {
        let (result, watchers) = storage.withLock { storage in
            (change(&storage.book), Array(storage.watchers.values))
        }
        for watcher in watchers { watcher.yield() }
        return result
    }
}
