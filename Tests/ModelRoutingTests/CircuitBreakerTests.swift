// SPDX-License-Identifier: Apache-2.0
import ModelRouting
import Testing

@Suite("Circuit breaker")
struct CircuitBreakerTests {
    private let start = ContinuousClock.now

    /// One that a test can ask in the middle of an expectation.
    private final class Held {
        private var breaker = CircuitBreaker()
        var state: CircuitBreaker.State { breaker.state }
        func admit(at now: ContinuousClock.Instant) -> Bool { breaker.admit(at: now) }
        func report(_ verdict: CircuitBreaker.Verdict, at now: ContinuousClock.Instant) {
            breaker.report(verdict, at: now)
        }
        func withdraw(at now: ContinuousClock.Instant) { breaker.withdraw(at: now) }
    }

    private func opened() -> Held {
        let breaker = Held()
        for _ in 0..<CircuitBreaker.threshold { breaker.report(.fails, at: start) }
        return breaker
    }

    @Test("four failures in a row leave it closed, the fifth opens it for 30 seconds")
    func opens() {
        let breaker = Held()
        for count in 1...4 {
            breaker.report(.fails, at: start)
            #expect(breaker.state == .closed(failures: count))
            #expect(breaker.admit(at: start))
        }
        breaker.report(.fails, at: start)
        #expect(breaker.state == .open(until: start + .seconds(30)))
        #expect(!breaker.admit(at: start))
        #expect(!breaker.admit(at: start + .milliseconds(29_999)))
    }

    @Test("a success in between begins the count anew")
    func countsInARow() {
        let breaker = Held()
        for _ in 0..<4 { breaker.report(.fails, at: start) }
        breaker.report(.works, at: start)
        #expect(breaker.state == .closed(failures: 0))
        breaker.report(.fails, at: start)
        #expect(breaker.state == .closed(failures: 1))
    }

    @Test("after the rest one call goes through and nobody beside it")
    func probes() {
        let breaker = opened()
        let later = start + CircuitBreaker.rest
        #expect(breaker.admit(at: later))
        #expect(breaker.state == .probing)
        #expect(!breaker.admit(at: later))
        #expect(!breaker.admit(at: later + .seconds(3600)))
    }

    @Test("a probe that works closes it, one that fails lets the rest begin anew")
    func decides() {
        let later = start + CircuitBreaker.rest
        let good = opened()
        #expect(good.admit(at: later))
        good.report(.works, at: later)
        #expect(good.state == .closed(failures: 0) && good.admit(at: later))

        let bad = opened()
        #expect(bad.admit(at: later))
        bad.report(.fails, at: later + .seconds(1))
        #expect(bad.state == .open(until: later + .seconds(31)))
    }

    @Test("a probe that was given up leaves the next one its turn")
    func withdrawn() {
        let breaker = opened()
        let later = start + CircuitBreaker.rest
        #expect(breaker.admit(at: later))
        breaker.withdraw(at: later)
        #expect(breaker.admit(at: later))
        #expect(breaker.state == .probing)
    }

    @Test("a late failure of a call from before lengthens no rest, and withdrawing from a closed one does nothing")
    func late() {
        let breaker = opened()
        breaker.report(.fails, at: start + .seconds(10))
        #expect(breaker.state == .open(until: start + .seconds(30)))
        let closed = Held()
        closed.report(.fails, at: start)
        closed.withdraw(at: start)
        #expect(closed.state == .closed(failures: 1))
    }
}
