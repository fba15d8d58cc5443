// SPDX-License-Identifier: Apache-2.0

/// What one picture costs while it is being read.
final class ReadingMeter {
    var recognised = 0
    var known = 0
    private let clock: EyeClock
    private let start: (now: Duration, processor: Duration)

    init(_ clock: EyeClock) {
        self.clock = clock
        start = (clock.now(), clock.processor())
    }

    var processor: Duration { clock.processor() - start.processor }

    var cost: ReadingCost {
        ReadingCost(processor: processor, wall: clock.now() - start.now, recognised: recognised, known: known)
    }
}
