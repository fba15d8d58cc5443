// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// What an eye looks at to know how late it is, and how much it has cost.
struct EyeClock {
    /// Time that passes, and is set by nobody.
    var now: () -> Duration
    /// Time that this thread had of a processor.
    var processor: () -> Duration

    /// The machine's.
    static var machine: EyeClock {
        EyeClock(now: { read(CLOCK_MONOTONIC) }, processor: { read(CLOCK_THREAD_CPUTIME_ID) })
    }

    private static func read(_ clock: clockid_t) -> Duration {
        var time = timespec()
        clock_gettime(clock, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }
}
