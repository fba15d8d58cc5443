// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Egress

@Suite("Time limits of a transfer")
struct PhaseClockTests {
    private let limits = TransferLimits(
        answering: .seconds(10),
        silence: .seconds(5),
        whole: .seconds(60),
        bytes: 1
    )
    private let start = ContinuousClock.now

    @Test("each phase has its own limit, and the whole is never longer than promised")
    func phases() {
        var clock = PhaseClock(limits, now: start)
        #expect(clock.next?.deadline == start + .seconds(10))
        clock.noteBytes(at: start + .seconds(3))
        #expect(clock.next?.deadline == start + .seconds(8))
        clock.noteBytes(at: start + .seconds(58))
        #expect(clock.next?.deadline == start + .seconds(60))
    }

    @Test("the time in which nobody takes the lines is not the peer's silence")
    func held() {
        var endless = limits
        endless.whole = nil
        var clock = PhaseClock(endless, now: start)
        clock.noteBytes(at: start)
        clock.hold(true, at: start)
        #expect(clock.next == nil)
        clock.hold(false, at: start + .seconds(100))
        #expect(clock.next?.deadline == start + .seconds(105))
    }
}
