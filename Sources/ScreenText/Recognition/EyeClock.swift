// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Vocabulary

/// What an eye looks at to know how late it is, and how much it has cost.
struct EyeClock {
    /// Time that passes, and is set by nobody.
    var now: () -> Duration
    /// Time that this thread had of a processor.
    var processor: () -> Duration

    /// The machine's.
    static var machine: EyeClock {
        EyeClock(now: monotonic, processor: ThreadTime.now)
    }

    private static func monotonic() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }
}
