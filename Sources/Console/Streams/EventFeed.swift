// SPDX-License-Identifier: Apache-2.0
internal import AsyncAlgorithms
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle

/// Audit lines as [server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html), and for whoever
/// asks for it among them what changes without being in the log: a browser has few connections for one host.
///
/// Nothing is queued here: a line is taken from the log when the one before it is on its way, so a slow reader costs a
/// place in the log and no memory. The feed ends when the log's stream ends, when the reader goes, and when the server
/// is asked to stop.
struct EventFeed: Sendable {
    private enum Item: Sendable {
        case line(AuditLine)
        case changes(Set<LiveChange>)
        case heartbeat
        case end
    }

    /// The log.
    let lines: AsyncThrowingStream<AuditLine, any Error>
    /// Who reads.
    let principal: Principal
    /// How often a quiet feed says that it is alive.
    let heartbeat: Duration
    /// Its place among the streams, kept until the feed is gone.
    let seat: StreamSeats.Seat
    /// What else changes; nil when nobody asked.
    var changes: AsyncStream<Set<LiveChange>>?

    /// Writes until one of the ends.
    func write(to writer: inout any ResponseBodyWriter) async throws {
        try await writer.write(ByteBuffer(string: ": understudy events\n\n"))
        items: for try await item in items.cancelOnGracefulShutdown() {
            switch item {
            case .line(let line):
                guard EventVisibility.shows(line, to: principal) else { continue }
                try await writer.write(ByteBuffer(string: EventFeed.text(of: line)))
            case .changes(let changes):
                try await writer.write(ByteBuffer(string: ChangeFeed.text(of: changes)))
            case .heartbeat:
                try await writer.write(ByteBuffer(string: ": heartbeat\n\n"))
            case .end:
                break items
            }
        }
    }

    /// The lines, the changes and the beats, whichever comes; the lines' end ends all.
    private var items: some AsyncSequence<Item, any Error> & Sendable {
        merge(
            chain(lines.map { Item.line($0) }, [Item.end].async),
            (changes ?? AsyncStream { nil }).map { Item.changes($0) },
            AsyncTimerSequence(interval: heartbeat, clock: .continuous).map { _ in Item.heartbeat }
        )
    }

    /// One event; canonical JSON has no line break, so that it is one `data` line.
    static func text(of line: AuditLine) -> String {
        let name = EventVisibility.name(of: line).map { "event: \($0)\n" } ?? ""
        return "id: \(line.seq)\n\(name)data: \(line.json)\n\n"
    }
}
