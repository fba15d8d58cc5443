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
    let writer: RecordingWriter
    let hearing = Mutex(Hearing())
    private let followed = Mutex<[TabID: FollowedTab]>([:])
    /// The documents of each tab whose last words are still to come; nil stands for the page itself.
    private let lastWords = Mutex<[TabID: Set<FrameID?>]>([:])
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

    /// The documents that are recorded: of each tab the page itself, and its frames.
    var places: [PageFrame] { tabs.flatMap { [$0.page] + $0.frames } }

    /// Asks every page for a report that comes after all others, and leaves the writers time to meet it.
    ///
    /// A page that is silent, or goes away just now, gives none: the recording ends without it.
    private func askForLastWords() async {
        await withDiscardingTaskGroup { group in
            for one in followed.withLock({ Array($0.values) }) {
                group.addTask { [self] in
                    await askForLastWords(of: one.tab)
                    try? await Task.sleep(for: TabWatch.patience)
                    one.events.finish()
                }
            }
        }
    }

    private func askForLastWords(of tab: Tab) async {
        let places = tab.frames + [tab.page]
        lastWords.withLock { $0[tab.id] = Set(places.map(\.id)) }
        await withDiscardingTaskGroup { group in
            for place in places {
                group.addTask { [self] in
                    do { _ = try await place.look("lastWord", .null, deadline: .after(TabWatch.patience)) } catch {
                        _ = isLastWord(of: place.id, in: tab)
                    }
                }
            }
        }
    }

    /// - Returns: whether no other is to come.
    private func isLastWord(of frame: FrameID?, in tab: Tab) -> Bool {
        lastWords.withLock { words in
            words[tab.id]?.remove(frame)
            return words[tab.id]?.isEmpty ?? true
        }
    }

    // MARK: Writing

    private func write(_ one: FollowedTab) async throws {
        var document = one.tab.document
        var frames = FrameNotes()
        var hasHeardChooser = false
        for try await event in one.events {
            switch event {
            case .navigated(let navigation):
                document = navigation.document
                // Its frames went with the page.
                if navigation.kind == .newDocument { frames = FrameNotes() }
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
            case .fileChooserOpened(let chooser):
                await hear(chooser, one)
                hasHeardChooser = true
            case .reported(let report):
                guard try await write(report, &frames, one) else { continue }
                guard hasHeardChooser else { return }
                // What the page told of the chooser may come after its last word: it gets another one.
                hasHeardChooser = false
                await askForLastWords(of: one.tab)
            case .framesChanged: await frames.notice(one.tab)
            case .frameNavigated(let frame, let document, let address):
                let isPaused = hearing.withLock(\.isPaused)
                try write(frames.move(frame, to: document, at: address, isPaused: isPaused), one)
                await frames.notice(one.tab)
            case .frameMoved(let frame, let address): frames.move(frame, to: address)
            case .signedIn(let answer):
                hearing.withLock { $0.scrubber.note(answer.password) }
                try append(.signedIn(origin: answer.origin.text, user: answer.user), document, one)
            case .crashed: try append(.lost(type: "the page crashed"), document, one)
            case .navigationRequested, .scriptsReady, .domReady, .closed, .signInAsked, .windowOpened, .pointedAt,
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

    /// The field may stand in no document, where no listener of ours hears what is chosen.
    private func hear(_ chooser: FileChooser, _ one: FollowedTab) async {
        try? await one.tab.look("chooserOpened", at: chooser, deadline: .after(TabWatch.patience))
    }

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

    /// Writes down the frames around what was pointed at, as they are now.
    ///
    /// - Returns: the way to it, the outermost frame first; empty for the page itself.
    /// - Throws: ``TeachingError`` with `not_pickable` when one of them cannot be described.
    func describe(_ frame: FrameID?, in tab: Tab) async throws -> [FrameID] {
        guard let frame else { return [] }
        guard let notes = await FrameNotes.all(around: frame, in: tab) else { throw ElementPointing.notPickable }
        try write(notes, of: tab)
        return notes.last?.path ?? []
    }

    private func write(_ notes: [FrameNotes.Note], of tab: Tab) throws {
        for note in notes {
            guard let target = RecordedTarget(hearing.withLock { $0.scrubber.scrubbed(note.target.json) }) else {
                continue
            }
            let address = note.address.map { address in hearing.withLock { $0.scrubber.scrubbed(address: address) } }
            try writer.append(
                at: now,
                tab: tab.id,
                frame: note.path,
                document: note.document,
                .frameShown(target, address: address)
            )
        }
    }

    /// What a frame shows now that something was done in.
    private func write(_ move: FrameNotes.Move?, _ one: FollowedTab) throws {
        guard let move else { return }
        let address = move.address.map { address in hearing.withLock { $0.scrubber.scrubbed(address: address) } }
        try writer.append(
            at: now,
            tab: one.tab.id,
            frame: move.path,
            document: move.document,
            .frameNavigated(address: address)
        )
    }

    /// - Returns: whether it was the tab's last word.
    private func write(
        _ report: PageReport,
        _ frames: inout FrameNotes,
        _ one: FollowedTab
    ) async throws -> Bool {
        guard report.binding == TeachingSession.binding, let value = try? JSONText.parse(report.payload),
            let at = value["at"]?.double
        else { return false }
        guard value["kind"]?.string != "last" else { return isLastWord(of: report.frame, in: one.tab) }
        if let mark = value["mark"]?.int {
            marks.meet(mark)
            return false
        }
        guard let kept = hearing.withLock({ $0.kept(of: value) }), let body = PageReportReading.body(of: kept) else {
            return false
        }
        if let frame = report.frame { try await write(frames.unwritten(around: frame, in: one.tab), of: one.tab) }
        let path = report.frame.map { frames.path(to: $0) } ?? []
        try writer.append(at: at, tab: one.tab.id, frame: path, document: report.document, body)
        return false
    }

    private func append(_ body: RecordedEvent.Body, _ document: DocumentID, _ one: FollowedTab) throws {
        guard !hearing.withLock(\.isPaused) else { return }
        try writer.append(at: now, tab: one.tab.id, document: document, body)
    }
}
