// SPDX-License-Identifier: Apache-2.0
public import ScreenText
public import Vocabulary

/// What one tick came to: counts, durations and classes, never a word of a page.
public struct TickRecord: Sendable, Hashable {
    /// When it began.
    public var began: Timestamp
    /// How thoroughly it looked.
    public var state: ObservationState
    /// What it cost.
    public var cost: Duration = .zero
    /// What it may have cost.
    public var allowance: Duration
    /// From its beginning to the last line read.
    public var wall: Duration = .zero
    /// Pictures that were taken.
    public var pictures = 0
    /// Pictures that were read and were the same as before.
    public var unchanged = 0
    /// Pictures that were read once more, because the reader was late or ended.
    public var retried = 0
    /// Pictures for which a newer one came before they were read.
    public var replaced = 0
    /// Places that had to wait for the next tick.
    public var deferred = 0
    /// Segments that the engine read.
    public var recognised = 0
    /// Segments that were known by their pixels.
    public var known = 0
    /// Segments that are still unread.
    public var pending = 0
    /// Lines that were kept.
    public var lines = 0
    /// Lines that were taken out, by class; those that hold a stored secret are `secret`.
    public var redacted: [String: Int] = [:]
    /// Looks that were not taken, by reason.
    public var gaps: [ObservationGap.Reason: Int] = [:]
    /// Pictures that were read.
    var read = 0
    /// Time that went to pages which gave no picture: none of it is the reader's, or the other pages'.
    var wasted = Duration.zero
    /// When it began, on the clock that nobody sets.
    let start: ContinuousClock.Instant
    /// Pictures at which the reader failed.
    var failures = 0
    /// Places that are left out for some ticks, because the reader failed at them.
    var spared = 0
    var end = TickMeasure.End.whole

    init(began: Timestamp, start: ContinuousClock.Instant, state: ObservationState, allowance: Duration) {
        self.began = began
        self.start = start
        self.state = state
        self.allowance = allowance
    }

    /// Whether there is something to write into the log: a page that stands still needs no line every five seconds.
    var isNews: Bool { pictures > unchanged || end != .whole }

    /// Whether it was slow, which is an event of its own.
    var isSlow: Bool { state != .normal || wall > ObserverPace.wallLimit }

    /// What the log keeps of it.
    var extra: [String: JSONValue] {
        var extra: [String: JSONValue] = [
            "state": .string(state.rawValue), "cost_ms": .int(cost.milliseconds), "wall_ms": .int(wall.milliseconds),
            "allowance_ms": .int(allowance.milliseconds),
        ]
        let counts = [
            "pictures": pictures, "unchanged": unchanged, "retried": retried, "replaced": replaced,
            "deferred": deferred,
            "recognised": recognised, "known": known, "pending": pending, "lines": lines,
        ]
        for (name, count) in counts where count > 0 { extra[name] = .int(Int64(count)) }
        for (name, count) in redacted { extra["redacted_" + name] = .int(Int64(count)) }
        for (reason, count) in gaps { extra["gap_" + reason.rawValue] = .int(Int64(count)) }
        return extra
    }
}

extension Duration {
    /// Whole milliseconds, rounded.
    var milliseconds: Int64 { Int64((self / .milliseconds(1)).rounded()) }
}
