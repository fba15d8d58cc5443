// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
internal import Vocabulary

/// Writes refused requests into the audit log, at most so many a second; the rest is counted, and the count stands in
/// the next one that is written.
///
/// Whoever may knock may not fill the disk.
final class RefusalLog: Sendable {
    private struct Window {
        var began = ContinuousClock.now
        var written = 0
        var suppressed: Int64 = 0
    }

    private let events: any EventSink
    private let limit: Int
    private let window = Mutex(Window())

    init(events: any EventSink, perSecond limit: Int) {
        self.events = events
        self.limit = limit
    }

    /// Notes one refusal.
    ///
    /// - Parameters:
    ///   - error: why.
    ///   - route: the route's method and template, never the address that was asked for.
    ///   - principal: whose token it was, when it was one.
    func note(_ error: ConsoleError, route: String, principal: Principal?) {
        guard let suppressed = admit(at: .now) else { return }
        var extra: [String: JSONValue] = ["code": .string(error.code), "route": .string(route)]
        if let principal { extra["principal"] = .string(principal.rawValue) }
        if suppressed > 0 { extra["suppressed"] = .int(suppressed) }
        events.enqueue(
            Event(
                .requestRefused,
                source: .console,
                outcome: .denied,
                transport: .http,
                correlationID: .new(),
                extra: extra
            )
        )
    }

    /// How many were left out before this one; nil when this one is left out too.
    func admit(at now: ContinuousClock.Instant) -> Int64? {
        window.withLock { window in
            if window.began.duration(to: now) >= .seconds(1) {
                window.began = now
                window.written = 0
            }
            guard window.written < limit else {
                window.suppressed += 1
                return nil
            }
            window.written += 1
            defer { window.suppressed = 0 }
            return window.suppressed
        }
    }
}
