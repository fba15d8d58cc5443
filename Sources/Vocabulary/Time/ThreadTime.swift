// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Time that a thread has had of a processor
/// ([clock_gettime(2)](https://man7.org/linux/man-pages/man2/clock_gettime.2.html)).
public enum ThreadTime {
    /// Of this thread, until now.
    public static func now() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }
}
