// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Foundation
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

/// Follows the tabs of a recording, each in a task of its own, and writes down what happens in the order in which it is
/// heard of.
final class TabWatch: Sendable {
    /// How long the end of a recording may wait for a page.
    private static let patience: Duration = .seconds(3)

    private let first: FollowedTab
    private let arrivals: AsyncStream<FollowedTab>
    private let writer: RecordingWriter
    private let scrubber = Mutex(RecordingScrubber())
    private let followed = Mutex<[TabID: FollowedTab]>([:])

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

    /// The wall clock, in milliseconds since 1970.
    var now: Double { (Date().timeIntervalSince1970 * 1000).rounded() }

    /// Runs until the stream of stops yields, no tab is left, or the disk is full.
    func run(until stop: AsyncStream<Void>) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            defer { group.cancelAll() }
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
        var hasHeardChooser = false
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
                try append(.download(name: scrubber.withLock { $0.scrubbed(text: name) }), document, one)
            case .fileChooserOpened(let chooser):
                await hear(chooser, one)
                hasHeardChooser = true
            case .reported(let report):
                guard try write(report, one) else { continue }
                guard hasHeardChooser else { return }
                // What the page told of the chooser may come after its last word: it gets another one.
                hasHeardChooser = false
                _ = try? await one.tab.look("lastWord", .null, deadline: .after(TabWatch.patience))
            case .signedIn(let answer):
                scrubber.withLock { $0.note(answer.password) }
                try append(.signedIn(origin: answer.origin.text, user: answer.user), document, one)
            case .crashed: try append(.lost(type: "the page crashed"), document, one)
            case .navigationRequested, .scriptsReady, .domReady, .closed, .signInAsked, .windowOpened: break
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
        let kept = scrubber.withLock { $0.scrubbed(address: address) }
        try append(.navigated(address: kept, isNewDocument: isNew, cause: cause), document, one)
    }

    /// The field may stand in no document, where no listener of ours hears what is chosen.
    private func hear(_ chooser: FileChooser, _ one: FollowedTab) async {
        guard chooser.isOfPage else { return }
        try? await one.tab.look("chooserOpened", at: chooser, deadline: .after(TabWatch.patience))
    }

    private func body(of dialog: DialogAnswered) -> RecordedEvent.Body {
        let isSecret = dialog.isSecret || dialog.text.map { text in scrubber.withLock { $0.isSecret(text) } } == true
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
        guard let body = PageReportReading.body(of: scrubber.withLock({ $0.scrubbed(value) })) else { return false }
        try writer.append(at: at, tab: one.tab.id, document: report.document, body)
        return false
    }

    private func append(_ body: RecordedEvent.Body, _ document: DocumentID, _ one: FollowedTab) throws {
        try writer.append(at: now, tab: one.tab.id, document: document, body)
    }
}
