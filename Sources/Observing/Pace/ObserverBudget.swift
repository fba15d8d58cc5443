// SPDX-License-Identifier: Apache-2.0

/// Processor time that looking may still take: it comes in with time, and what is spent goes out of it.
///
/// What was spent over it is missing afterwards, so that the share holds over minutes also when one segment of a picture
/// costs more than was left. What is not spent is not saved beyond one tick, so that a quiet hour allows no storm.
public struct ObserverBudget: Sendable, Hashable {
    /// What is left; negative after a tick that cost too much.
    public private(set) var left: Duration = .zero

    /// Nothing to spend yet.
    public init() {}

    /// A tick begins.
    ///
    /// - Parameters:
    ///   - elapsed: since the tick before it; nil for the first one.
    ///   - allowance: what one tick may cost.
    ///   - share: of one processor.
    public mutating func begin(elapsed: Duration?, allowance: Duration, share: Double) {
        left = min(allowance, left + (elapsed.map { $0 * share } ?? allowance))
    }

    /// What the reader may take for one of so many pictures that wait.
    public func forReading(of waiting: Int) -> Duration {
        // A twentieth is held back: the reader ends a segment that it has begun.
        max(.zero, left * 0.95 / max(1, waiting))
    }

    /// Taking a picture, or reading one, cost so much.
    public mutating func spend(_ cost: Duration) { left -= cost }
}
