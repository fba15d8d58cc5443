// SPDX-License-Identifier: Apache-2.0
internal import AsyncAlgorithms
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle

/// What changes, as [server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html) without content.
///
/// Several changes that come while one is on its way are told as one, so a slow reader costs no memory.
struct ChangeFeed: Sendable {
    /// What has changed, first all of it.
    let changes: AsyncStream<Set<LiveChange>>
    /// How often a quiet feed says that it is alive.
    let heartbeat: Duration
    /// Its place among the streams, kept until the feed is gone.
    let seat: StreamSeats.Seat

    /// Writes until the reader goes, or the server is asked to stop.
    func write(to writer: inout any ResponseBodyWriter) async throws {
        try await writer.write(ByteBuffer(string: ": understudy changes\n\n"))
        let beats = AsyncTimerSequence(interval: heartbeat, clock: .continuous).map { _ in Set<LiveChange>?.some([]) }
        let news = chain(changes.map { Set<LiveChange>?.some($0) }, [Set<LiveChange>?.none].async)
        for try await item in merge(news, beats).cancelOnGracefulShutdown() {
            guard let item else { return }
            try await writer.write(ByteBuffer(string: ChangeFeed.text(of: item)))
        }
    }

    static func text(of changes: Set<LiveChange>) -> String {
        guard !changes.isEmpty else { return ": heartbeat\n\n" }
        return LiveChange.allCases.filter(changes.contains)
            .map { "event: \($0.rawValue)\ndata: {\"changed\":\"\($0.rawValue)\"}\n\n" }.joined()
    }
}
