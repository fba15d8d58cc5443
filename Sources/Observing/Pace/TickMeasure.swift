// SPDX-License-Identifier: Apache-2.0

/// What one tick cost and came to.
public struct TickMeasure: Sendable, Hashable {
    /// How it ended.
    public enum End: Sendable, Hashable {
        /// Everything that was looked at was read, or nothing was to be looked at.
        case whole
        /// The reader ended, or was late.
        case readerFailed
        /// The reader cannot read at all.
        case languageMissing
        /// No tab gave its picture.
        case captureFailed
    }

    /// Time of processors, ours and the reader's.
    public var cost: Duration
    /// From the first question to a page to the last line read.
    public var wall: Duration
    /// How it ended.
    public var end: End
    /// What the machine was like.
    public var pressure: MachinePressure

    /// A measure.
    public init(
        cost: Duration,
        wall: Duration = .zero,
        end: End = .whole,
        pressure: MachinePressure = MachinePressure()
    ) {
        self.cost = cost
        self.wall = wall
        self.end = end
        self.pressure = pressure
    }
}
