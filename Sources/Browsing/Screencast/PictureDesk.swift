// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
public import Vocabulary

/// The pictures of one browser's tabs, on a connection of their own that is there while anybody watches.
///
/// Of their own, because a picture is a hundred thousand bytes: on the connection over which a run acts, its answers would
/// wait behind them.
public final class PictureDesk: Sendable {
    private enum Signal: Sendable {
        case begun(TabCast)
        case ended(TabCast)
    }

    /// How many may watch the tabs of one browser at once.
    static let viewerLimit = 256

    private struct Storage {
        var casts: [TabID: TabCast] = [:]
        var isOver = false
    }

    private let endpoint: String
    private let browserLog: @Sendable () -> [String]
    private let storage = Mutex(Storage())
    private let signals: AsyncStream<Signal>
    private let signal: AsyncStream<Signal>.Continuation

    init(endpoint: String, browserLog: @escaping @Sendable () -> [String]) {
        self.endpoint = endpoint
        self.browserLog = browserLog
        (signals, signal) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingOldest(4096))
    }

    /// Begins to watch a tab.
    ///
    /// - Throws: ``BrowsingError`` with `too_many_viewers`, `tab_closed` or `browser_unavailable`.
    public func watch(_ tab: Tab, _ wish: PictureWish, as name: ViewerName) throws -> PictureViewer {
        guard !tab.isClosed else { throw tab.closedError }
        return try storage.withLock { storage in
            guard !storage.isOver else { throw PictureDesk.gone }
            guard storage.casts.values.reduce(0, { $0 + $1.viewers.count }) < PictureDesk.viewerLimit else {
                throw BrowsingError(
                    code: .tooManyViewers,
                    message: "\(PictureDesk.viewerLimit) viewers watch this browser already: close one of them."
                )
            }
            if let cast = storage.casts[tab.id], let number = cast.join(name, wish) {
                return PictureViewer(number, of: cast)
            }
            let cast = TabCast(of: tab)
            guard let number = cast.join(name, wish), case .enqueued = signal.yield(.begun(cast)) else {
                throw PictureDesk.gone
            }
            storage.casts[tab.id] = cast
            return PictureViewer(number, of: cast)
        }
    }

    /// Who watches now.
    public var viewers: [ViewerReport] {
        storage.withLock { $0.casts }
            .flatMap { tab, cast in
                let width = cast.plan?.width ?? 0
                return cast.viewers.map { number, viewer in
                    ViewerReport(
                        number: number,
                        tab: tab,
                        name: viewer.name,
                        since: viewer.since,
                        frames: viewer.frames,
                        width: width
                    )
                }
            }
    }

    /// Serves until the task is cancelled; whoever watches then is told the end.
    func run() async {
        var iterator = signals.makeAsyncIterator()
        while let signal = await iterator.next() {
            guard case .begun(let cast) = signal else { continue }
            await serve(cast, then: &iterator)
        }
        let casts = storage.withLock { storage in
            storage.isOver = true
            return storage.casts.values
        }
        for cast in casts { cast.end() }
    }

    /// One life of the connection: from the first viewer of all tabs to the last.
    private func serve(_ first: TabCast, then iterator: inout AsyncStream<Signal>.AsyncIterator) async {
        do {
            var rest = iterator
            defer { iterator = rest }
            try await CDPConnection.withConnection(
                to: WebSocketEndpoint(parsing: endpoint),
                deadline: .after(.seconds(10)),
                diagnostics: browserLog
            ) { connection in
                await serve(first, over: connection, then: &rest)
            }
        } catch {
            end(first)
        }
    }

    private func serve(
        _ first: TabCast,
        over connection: CDPConnection,
        then iterator: inout AsyncStream<Signal>.AsyncIterator
    ) async {
        await withDiscardingTaskGroup { group in
            group.addTask { [self] in await tick() }
            var next: Signal? = .begun(first)
            var count = 0
            while let signal = next {
                switch signal {
                case .begun(let cast):
                    count += 1
                    group.addTask(executorPreference: connection.executor) { [self] in
                        await TabScreencast(cast: cast, connection: connection).run()
                        end(cast)
                        self.signal.yield(.ended(cast))
                    }
                case .ended: count -= 1
                }
                if count == 0 { break }
                next = await iterator.next()
            }
            group.cancelAll()
        }
    }

    private func end(_ cast: TabCast) {
        cast.end()
        storage.withLock { storage in
            if storage.casts[cast.tab.id] === cast { storage.casts[cast.tab.id] = nil }
        }
    }

    private func tick() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            for cast in storage.withLock({ Array($0.casts.values) }) { cast.tick() }
        }
    }

    private static var gone: BrowsingError {
        BrowsingError(code: .browserUnavailable, message: "The browser is gone, and its pictures with it.")
    }
}
