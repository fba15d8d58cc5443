// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc

/// How much of the processor what this program started has used.
enum DescendantTime {
    /// Of all processes below this one that are there now, in seconds; those that have ended are not counted.
    static func seconds() -> Double {
        ProcessTree.descendants(of: getpid()).map(ProcessTree.processorTime).reduce(0, +)
    }

    /// Of all that have ended and were waited for, in milliseconds.
    static func ended() -> Double {
        var usage = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        return seconds * 1000 + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000
    }
}
