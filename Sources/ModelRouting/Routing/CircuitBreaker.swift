// SPDX-License-Identifier: Apache-2.0

/// Leaves a provider alone after it has failed several times in a row, and tries it once after a rest; pure.
///
/// Five failures in a row open it. After 30 seconds one call is let through as a probe, and nobody else until it is over:
/// when it works the breaker closes, when it fails the rest begins anew.
public struct CircuitBreaker: Sendable, Hashable {
    /// How it stands.
    public enum State: Sendable, Hashable {
        /// Calls go through; so many have failed in a row.
        case closed(failures: Int)
        /// None go through before that moment.
        case open(until: ContinuousClock.Instant)
        /// One call is under way that decides.
        case probing
    }

    /// What a call that is over says about the provider.
    public enum Verdict: Sendable, Hashable {
        /// It works.
        case works
        /// It does not.
        case fails
    }

    /// How many failures in a row open it.
    public static let threshold = 5
    /// How long a provider is left alone.
    public static let rest: Duration = .seconds(30)

    /// How it stands.
    public private(set) var state: State = .closed(failures: 0)

    /// A closed one.
    public init() {}

    /// Asks for a call; whoever gets a yes must report how it ended, or withdraw.
    public mutating func admit(at now: ContinuousClock.Instant) -> Bool {
        switch state {
        case .closed: return true
        case .probing: return false
        case .open(let end):
            guard now >= end else { return false }
            state = .probing
            return true
        }
    }

    /// A call is over.
    public mutating func report(_ verdict: Verdict, at now: ContinuousClock.Instant) {
        switch (verdict, state) {
        case (.works, _): state = .closed(failures: 0)
        case (.fails, .closed(let failures)):
            let count = failures + 1
            state = count < CircuitBreaker.threshold ? .closed(failures: count) : rested(from: now)
        case (.fails, .probing): state = rested(from: now)
        // A call that began before the breaker opened.
        case (.fails, .open): break
        }
    }

    /// A call was given up before it could say anything: the next one may probe.
    public mutating func withdraw(at now: ContinuousClock.Instant) {
        if case .probing = state { state = .open(until: now) }
    }

    private func rested(from now: ContinuousClock.Instant) -> State { .open(until: now + CircuitBreaker.rest) }
}
