// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Vocabulary

/// Gives back the memory of program text that only the start needed.
///
/// To start, an appliance runs through more of the program than it ever does again: parsing options, migrating the log,
/// describing the API, and Swift's look through every type of every library at the first dynamic cast. Those pages stay
/// resident until memory is short. Text is never written, so dropping it is safe: what is used again comes back from
/// the page cache, see [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html).
enum StartupCode {
    /// Drops the resident pages of all program text of this process.
    static func release() {
        guard let bytes = try? PrivateFile.read("/proc/self/maps") else { return }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            // `7f31… -7f32… r-xp 00028000 fe:00 1234  /usr/lib/…/libc.so.6`
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            guard fields.count >= 6, fields[1] == "r-xp", fields[5].hasPrefix("/") else { continue }
            let ends = fields[0].split(separator: "-").compactMap { UInt(String($0), radix: 16) }
            guard ends.count == 2, let start = UnsafeMutableRawPointer(bitPattern: ends[0]) else { continue }
            madvise(start, Int(ends[1] - ends[0]), MADV_DONTNEED)
        }
    }
}
