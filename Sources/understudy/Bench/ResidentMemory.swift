// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// What of a process lies in memory ([proc_pid_status(5)](https://man7.org/linux/man-pages/man5/proc_pid_status.5.html)).
enum ResidentMemory {
    /// - Returns: MiB; not a number when the process is gone.
    static func mebibytes(of process: Int32) -> Double {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(separator: " ").compactMap { Double($0) }.first ?? .nan) / 1024
    }
}
