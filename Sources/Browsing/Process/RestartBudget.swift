// SPDX-License-Identifier: Apache-2.0

/// How often the browser may be started again before the appliance gives up and says so.
///
/// A value: it is told when each start failed and answers what to do.
public struct RestartBudget: Sendable, Hashable {
    /// How many ends are forgiven within the window.
    public let limit: Int
    /// How far back ends are counted.
    public let window: Duration
    private var ends: [ContinuousClock.Instant] = []

    /// What to do after an end.
    public enum Verdict: Sendable, Hashable {
        /// Start again after a pause; it grows with each end in the window.
        case restart(after: Duration)
        /// Stop trying: the limit is reached.
        case giveUp
    }

    /// Allows a number of ends within a window.
    public init(limit: Int = 5, window: Duration = .seconds(60)) {
        self.limit = limit
        self.window = window
    }

    /// Notes an end at an instant and answers what to do.
    public mutating func noteEnd(at now: ContinuousClock.Instant) -> Verdict {
        ends.removeAll { $0.duration(to: now) > window }
        ends.append(now)
        guard ends.count <= limit else { return .giveUp }
        return .restart(after: .milliseconds(50) * (1 << (ends.count - 1)))
    }
}
