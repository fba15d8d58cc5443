// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Foundation
internal import Synchronization
internal import Vocabulary

/// Follows the tabs of a recording, each in a task of its own, and writes down what happens in the order in which it is
/// heard of.
final class TabWatch: Sendable {
    /// How long the end of a recording may wait for a page.
    private static let patience: Duration = .seconds(3)

    private let first: FollowedTab
    private let arrivals: AsyncStream<FollowedTab>
    let writer: RecordingWriter
    let hearing = Mutex(Hearing())
    private let followed = Mutex<[TabID: FollowedTab]>([:])
    let marks = PageMarks()

    /// Listens from here on.
    ///
    /// - Parameters:
    ///   - first: the tab that the recording begins in.
    ///   - arrivals: those that are opened from then on.
    init(first: Tab, arrivals: AsyncStream<FollowedTab>, writer: RecordingWriter) {
        self.first = FollowedTab(tab: first, events: first.events())
        self.arrivals = arrivals
        self.writer = writer
    }

    /// The tabs that are followed now.
    var tabs: [Tab] { followed.withLock { $0.values.map(\.tab) } }

    /// The wall clock, in milliseconds since 1970.
    var now: Double { (Date().timeIntervalSince1970 * 1000).rounded() }

    /// Runs until the stream of stops yields, no tab is left, or the disk is full.
    ///
    /// - Parameter lead: what is done meanwhile; when it fails all of it ends.
    func run(
        until stop: AsyncStream<Void>,
        during lead: @escaping @Sendable () async throws -> Void = {}
    ) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await lead()
                return false
            }
            group.addTask { [self] in
                try await followAll()
                return true
            }
            group.addTask { [self] in
                for await _ in stop { break }
                await askForLastWords()
                return false
            }
            // It ends with the pages' last words, or with the last tab.
            while let isOver = try await group.next(), !isOver {}
        }
    }

    /// Until no tab is left, or writing fails.
    private func followAll() async throws {
        let (tabs, add) = AsyncStream.makeStream(of: FollowedTab.self)
        followed.withLock { $0[first.tab.id] = first }
        add.yield(first)
        try await withThrowingDiscardingTaskGroup { group in
            defer { group.cancelAll() }
            group.addTask { [self] in
                for await one in arrivals where one.tab.id != first.tab.id {
                    try meet(one)
                    add.yield(one)
                }
            }
            for await one in tabs {
                group.addTask { [self] in
                    // Whoever is last, or fails, ends the loop.
                    do { try await write(one) } catch {
                        add.finish()
                        throw error
                    }
                    if followed.withLock({
                        $0[one.tab.id] = nil
                        return $0.isEmpty
                    }) {
                        add.finish()
                    }
                }
            }
        }
    }

    private func meet(_ one: FollowedTab) throws {
        followed.withLock { $0[one.tab.id] = one }
        try append(.tabOpened(by: one.tab.opener), one.tab.document, one)
        // What it showed before anybody listened.
        if one.tab.origin != nil { try navigated(to: one.tab.address, one.tab.document, isNew: true, cause: nil, one) }
    }

    /// Asks every page for a report that comes after all others, and leaves the writers time to meet it.
    ///
    /// A page that is silent, or goes away just now, gives none: the recording ends without it.
    private func askForLastWords() async {
        await withDiscardingTaskGroup { group in
            for one in followed.withLock({ Array($0.values) }) {
                group.addTask {
                    do {
                        _ = try await one.tab.look("lastWord", .null, deadline: .after(TabWatch.patience))
                        try await Task.sleep(for: TabWatch.patience)
                    } catch {}
                    one.events.finish()
                }
            }
        }
    }

    // MARK: Writing

    private func write(_ one: FollowedTab) async throws {
        var document = one.tab.document
        for try await event in one.events {
            switch event {
            case .navigated(let navigation):
                document = navigation.document
                try navigated(
                    to: navigation.address,
                    document,
                    isNew: navigation.kind == .newDocument,
                    cause: navigation.cause,
                    one
                )
            case .loaded(let loaded): try append(.loaded, loaded, one)
            case .dialog(let dialog): try append(body(of: dialog), document, one)
            case .download(let name):
                try append(.download(name: hearing.withLock { $0.scrubber.scrubbed(text: name) }), document, one)
            case .reported(let report): if try write(report, one) { return }
            case .crashed: try append(.lost(type: "the page crashed"), document, one)
            case .navigationRequested, .scriptsReady, .domReady, .closed, .windowOpened, .pointedAt,
                .pointingCancelled:
                break
            }
        }
    }

    private func navigated(
        to address: String,
        _ document: DocumentID,
        isNew: Bool,
        cause: String?,
        _ one: FollowedTab
    ) throws {
        try append(.navigated(address: scrubbed(address: address), isNewDocument: isNew, cause: cause), document, one)
    }

    /// An address as it may be written down.
    func scrubbed(address: String) -> String { hearing.withLock { $0.scrubber.scrubbed(address: address) } }

    private func body(of dialog: DialogAnswered) -> RecordedEvent.Body {
        let text = dialog.text ?? ""
        let isSecret = dialog.isSecret || hearing.withLock { $0.scrubber.isSecret(text) }
        return .dialog(
            dialog.kind,
            isAccepted: dialog.isAccepted,
            text: isSecret ? nil : dialog.text,
            isSecret: isSecret
        )
    }

    /// - Returns: whether it was the page's last word.
    private func write(_ report: PageReport, _ one: FollowedTab) throws -> Bool {
        guard report.binding == TeachingSession.binding, let value = try? JSONText.parse(report.payload),
            let at = value["at"]?.double
        else { return false }
        guard value["kind"]?.string != "last" else { return true }
        if let mark = value["mark"]?.int {
            marks.meet(mark)
            return false
        }
        guard let kept = hearing.withLock({ $0.kept(of: value) }), let body = PageReportReading.body(of: kept) else {
            return false
        }
        try writer.append(at: at, tab: one.tab.id, document: report.document, body)
        return false
    }

    private func append(_ body: RecordedEvent.Body, _ document: DocumentID, _ one: FollowedTab) throws {
        guard !hearing.withLock(\.isPaused) else { return }
        try writer.append(at: now, tab: one.tab.id, document: document, body)
    }
}
