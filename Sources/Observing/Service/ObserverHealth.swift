// SPDX-License-Identifier: Apache-2.0
public import ScreenText

/// How the observer is: for the health, the API and the dashboard.
public struct ObserverHealth: Sendable, Hashable {
    /// How thoroughly it looks; nil when it is off.
    public let state: ObservationState?
    /// Why not ``ScreenText/ObservationState/normal``.
    public let reason: PaceReason?
    /// Whether somebody paused it.
    public let isPaused: Bool
    /// Where its pictures come from.
    public let source: String
    /// From one tick to the next.
    public let interval: Duration
    /// The share of one processor that it may take.
    public let share: Double
    /// The share that it took, over the ticks that are remembered and the pauses between them.
    public let used: Double
    /// Since the last picture that was read, or was the same as one that was; nil when there was none.
    public let snapshotAge: Duration?
    /// Since the last tick began; nil before the first one.
    public let tickAge: Duration?
    /// Ticks since it was turned on.
    public let ticks: Int
    /// Segments that were unread when the last picture had been looked at.
    public let pending: Int
    /// Lines that were taken out since it was turned on, by class.
    public let redacted: [String: Int]
    /// Looks that were not taken since it was turned on, by reason.
    public let gaps: [ObservationGap.Reason: Int]
    /// The last ticks, oldest first.
    public let history: [TickRecord]
    /// Places that can be looked at, and how many of them a tick looks at.
    public let places: Int
    /// After how long it tries again by itself; nil unless it gave up.
    public let retryIn: Duration?
}
