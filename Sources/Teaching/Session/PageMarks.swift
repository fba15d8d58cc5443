// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Synchronization
internal import Vocabulary

/// Marks that pages are asked to set behind all that they have reported, to know when it has been written down.
final class PageMarks: Sendable {
    private struct State {
        var count = 0
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// Notes that a mark was met.
    func meet(_ mark: Int) { state.withLock { $0.waiting.removeValue(forKey: mark) }?.finish() }

    /// Returns when everything that a page, or a frame, has reported so far is written down.
    ///
    /// A page that is silent, or goes away just now, is waited for until the deadline and no longer: what it has not
    /// reported cannot be known.
    func settle(_ place: PageFrame, deadline: Deadline) async {
        let (met, continuation) = AsyncStream.makeStream(of: Void.self)
        let mark = state.withLock { state in
            state.count += 1
            state.waiting[state.count] = continuation
            return state.count
        }
        defer { meet(mark) }
        try? await withDeadline(deadline, waitingFor: "the page's reports") {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { [self] in
                    guard place.id == nil else {
                        // A frame that goes away has nothing more to tell.
                        do { _ = try await place.look("mark", .int(Int64(mark)), deadline: deadline) } catch {
                            meet(mark)
                        }
                        return
                    }
                    try await PageMarks.set(mark, in: place.tab, deadline: deadline)
                }
                for await _ in met {}
                group.cancelAll()
            }
        }
    }

    /// A page that goes away takes the mark with it: the one that comes in its place is asked again.
    private static func set(_ mark: Int, in tab: Tab, deadline: Deadline) async throws {
        let changes = tab.events()
        var next = changes.makeAsyncIterator()
        while true {
            _ = try? await tab.look("mark", .int(Int64(mark)), deadline: deadline)
            var hasCome = false
            while !hasCome {
                guard let event = try await next.next() else { throw CancellationError() }
                if case .scriptsReady = event { hasCome = true }
            }
        }
    }
}
