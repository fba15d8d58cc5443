// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc

/// How much of the processor what this program started has used.
enum DescendantTime {
    /// Of all processes below this one that are there now, in seconds; those that have ended are not counted.
    static func seconds() -> Double {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let parents = Dictionary(
            names.compactMap { Int32($0) }.compactMap { process in parent(of: process).map { (process, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
        func isBelow(_ process: Int32) -> Bool {
            var next = parents[process]
            while let one = next, one > 1 {
                if one == getpid() { return true }
                next = parents[one]
            }
            return false
        }
        return parents.keys.filter(isBelow).map(CPUTime.of).filter { !$0.isNaN }.reduce(0, +)
    }

    /// Of all that have ended and were waited for, in milliseconds.
    static func ended() -> Double {
        var usage = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        return seconds * 1000 + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000
    }

    private static func parent(of process: Int32) -> Int32? {
        let line = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        let fields = line.split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 1 ? Int32(fields[1]) : nil
    }
}
