// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Foundation
internal import Synchronization
internal import Vocabulary

/// Follows the tabs of a recording, each in a task of its own, and writes down what happens in the order in which it is
/// heard of.
final class TabWatch: Sendable {
    /// How long the end of a recording may wait for a page.
    static let patience: Duration = .seconds(3)

    private let first: FollowedTab
    private let arrivals: AsyncStream<FollowedTab>
    let writer: RecordingWriter
    let hearing = Mutex(Hearing())
    private let followed = Mutex<[TabID: FollowedTab]>([:])
    /// The documents of each tab whose last words are still to come; nil stands for the page itself.
    private let lastWords = Mutex<[TabID: Set<FrameID?>]>([:])
    let marks = PageMarks()
    /// Keeps pictures of what is shown; nil when none are kept.
    let pictures: ShownPictures?

    /// Listens from here on.
    ///
    /// - Parameters:
    ///   - first: the tab that the recording begins in.
    ///   - arrivals: those that are opened from then on.
    ///   - pictures: keeps pictures of what is shown.
    init(
        first: Tab,
        arrivals: AsyncStream<FollowedTab>,
        writer: RecordingWriter,
        pictures: ShownPictures? = nil
    ) {
        self.pictures = pictures
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
            if let pictures {
                group.addTask { [self] in
                    await pictures.follow(self)
                    return false
                }
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

    func askForLastWords(of tab: Tab) async {
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
    func isLastWord(of frame: FrameID?, in tab: Tab) -> Bool {
        lastWords.withLock { words in
            words[tab.id]?.remove(frame)
            return words[tab.id]?.isEmpty ?? true
        }
    }
}
