// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Synchronization
internal import Vocabulary

/// One timer for all calls of a connection.
///
/// A task that sleeps beside every call would cost more than the call's own way through the socket; so there is one
/// alarm, set to the earliest deadline, and as a rule it is never touched while calls come and go.
final class AlarmClock: Sendable {
    private struct State {
        let timer: any DispatchSourceTimer
        var due: ContinuousClock.Instant?
    }

    private let state: Mutex<State>
    private let ring: @Sendable () -> Void

    /// A clock that calls `ring` on a queue of its own.
    init(_ ring: @escaping @Sendable () -> Void) {
        self.ring = ring
        state = Mutex(State(timer: DispatchSource.makeTimerSource(queue: DispatchQueue(label: "cdp-deadlines"))))
        let goOff: @Sendable () -> Void = { [weak self] in self?.goOff() }
        state.withLock { state in
            state.timer.setEventHandler(handler: DispatchWorkItem(block: goOff))
            state.timer.activate()
        }
    }

    deinit { stop() }

    /// Makes it ring by an instant; a later one than it is set to already changes nothing.
    func set(_ instant: ContinuousClock.Instant) {
        state.withLock { state in
            if let due = state.due, due <= instant { return }
            state.due = instant
            state.timer.schedule(deadline: .now() + AlarmClock.interval(until: instant))
        }
    }

    /// Stops it for good.
    func stop() { state.withLock { $0.timer.cancel() } }

    private func goOff() {
        state.withLock { $0.due = nil }
        ring()
    }

    /// Rounded up, so that the time is really over when it rings.
    private static func interval(until instant: ContinuousClock.Instant) -> DispatchTimeInterval {
        let (seconds, attoseconds) = Deadline(instant: instant).remaining.components
        let nanoseconds = attoseconds / 1_000_000_000 + 1
        return .nanoseconds(Int(clamping: min(seconds, 1_000_000_000) * 1_000_000_000 + nanoseconds))
    }
}
