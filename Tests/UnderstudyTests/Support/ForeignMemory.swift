// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Vocabulary

/// The memory of another process, as root may look into it: for the proof that something is not there.
struct ForeignMemory {
    /// A piece of it.
    struct Region {
        let start: UInt64
        let end: UInt64
        let isWritable: Bool
        /// Two letters each, as [proc(5)](https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html) names them.
        let flags: Set<Substring>

        /// Left out of cores, and empty in a child of a fork: so the rings keep their text.
        var isClosed: Bool { flags.isSuperset(of: ["dd", "wf"]) }
        var count: UInt64 { end - start }
    }

    let process: Int32

    /// What it has mapped now.
    func regions() throws -> [Region] {
        // A file of /proc says that it is empty, and is read to its end all the same.
        let text = String(decoding: try PrivateFile.read("/proc/\(process)/smaps") ?? [], as: UTF8.self)
        var regions: [Region] = []
        var head: Substring = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("VmFlags:") {
                let fields = head.split(separator: " ", maxSplits: 2)
                let edges = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
                regions.append(
                    Region(
                        start: edges[0],
                        end: edges[1],
                        isWritable: fields[1].contains("w"),
                        flags: Set(line.dropFirst(8).split(separator: " "))
                    )
                )
            } else if line.first?.isHexDigit == true, line.split(separator: " ").first?.contains("-") == true {
                head = line
            }
        }
        return regions
    }

    /// Whether a text stands in one of the pieces that are meant.
    func holds(_ text: String, in isMeant: (Region) -> Bool) throws -> Bool {
        let needle = Data(text.utf8)
        let handle = open("/proc/\(process)/mem", O_RDONLY)
        guard handle >= 0 else { throw CocoaError(.fileReadNoPermission) }
        defer { close(handle) }
        return try regions().filter(isMeant)
            .contains { region in
                var place = region.start
                let step = 4 << 20
                while place < region.end {
                    let count = min(step + needle.count, Int(region.end - place))
                    if bytes(handle, at: place, count).range(of: needle) != nil { return true }
                    place += UInt64(step)
                }
                return false
            }
    }

    /// What can be read; pages that were never touched, or are gone, are nothing.
    private func bytes(_ handle: Int32, at place: UInt64, _ count: Int) -> Data {
        var data = Data(count: count)
        let got = data.withUnsafeMutableBytes { pread(handle, $0.baseAddress, count, off_t(place)) }
        return data.prefix(max(0, got))
    }
}
