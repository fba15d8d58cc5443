// SPDX-License-Identifier: Apache-2.0

/// What one run has spent on models, and what it may; pure.
///
/// Tokens are reserved by a cautious guess before a call and put right by what the provider says after it, so that a
/// provider that does not count is counted for.
public struct ModelBudget: Sendable, Hashable {
    /// The most that one run may spend.
    public struct Limits: Sendable, Hashable {
        /// Requests, those of a simpler form of answer included.
        public var calls: Int
        /// Tokens of questions and answers.
        public var tokens: Int
        /// The time that calls take together.
        public var time: Duration

        /// The usual limits: enough for ten rescued steps with two questions each.
        public init(calls: Int = 20, tokens: Int = 60_000, time: Duration = .seconds(120)) {
            self.calls = calls
            self.tokens = tokens
            self.time = time
        }
    }

    /// What it may spend.
    public let limits: Limits
    /// Calls so far, those under way included.
    public private(set) var calls = 0
    /// Tokens so far, reserved ones included.
    public private(set) var tokens = 0
    /// Time so far.
    public private(set) var time: Duration = .zero

    /// A budget of which nothing is spent.
    public init(_ limits: Limits) { self.limits = limits }

    /// The time that is left for calls.
    public var timeLeft: Duration { max(.zero, limits.time - time) }

    /// Takes one call and some tokens out of it.
    ///
    /// - Returns: whether there was enough; nothing is taken otherwise.
    public mutating func reserve(tokens wanted: Int) -> Bool {
        guard calls < limits.calls, tokens + wanted <= limits.tokens, timeLeft > .zero else { return false }
        calls += 1
        tokens += wanted
        return true
    }

    /// A call is over.
    ///
    /// - Parameters:
    ///   - reserved: what was taken for it.
    ///   - used: what the provider counted; nil when it did not, and then the guess stays.
    ///   - elapsed: how long it took.
    public mutating func settle(reserved: Int, used: Int?, elapsed: Duration) {
        if let used { tokens = max(0, tokens - reserved) + max(0, used) }
        time += max(.zero, elapsed)
    }
}
