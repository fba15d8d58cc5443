// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc

/// Looks at a home's folders, who may read them, and how much room is left.
struct HomeLook {
    let path: String

    /// Recordings and the log grow; with less than this a day's work may not fit.
    static let enoughRoom: UInt64 = 256 << 20

    func checks() -> [Check] { [folders(), room(), cache()] }

    private func folders() -> Check {
        let problems = ["", "/recordings", "/skills", "/tokens"].compactMap { problem(with: path + $0) }
        guard let first = problems.first else { return .good("folders", "only their owner may read them") }
        return .bad("folders", problems.map(\.finding).joined(separator: "; "), mend: first.mend)
    }

    private func problem(with folder: String) -> (finding: String, mend: String)? {
        var status = stat()
        guard stat(folder, &status) == 0 else {
            return (
                "\(folder): \(String(cString: strerror(errno)))", "start the appliance once more, it makes the folder"
            )
        }
        guard access(folder, W_OK) == 0 else {
            return ("\(folder) cannot be written", "chown it to the user who runs the appliance")
        }
        // To pass through is all that the browser's own user needs.
        guard status.st_mode & 0o066 == 0 else { return ("\(folder) is open to others", "chmod go-rw \(folder)") }
        return nil
    }

    /// What pages loaded must be on no disk; a profile of an earlier version may still hold some of it.
    private func cache() -> Check {
        let manager = FileManager.default
        let profiles = (try? manager.contentsOfDirectory(atPath: path + "/profiles")) ?? []
        let caches = profiles.flatMap { profile in
            ["Cache", "Code Cache"].map { "\(path)/profiles/\(profile)/Default/\($0)" }
        }
        let full = caches.filter { manager.enumerator(atPath: $0)?.nextObject() != nil }
        guard !full.isEmpty else { return .good("page cache", "nothing that pages loaded is on the disk") }
        return .bad(
            "page cache",
            "what pages loaded lies in " + full.joined(separator: ", "),
            mend: "remove it while the appliance is not running: no browser writes there any more"
        )
    }

    private func room() -> Check {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else {
            return .bad("room", String(cString: strerror(errno)), mend: "see whether the disk is mounted")
        }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        let words = "\(free >> 20) MiB are free"
        return free >= HomeLook.enoughRoom ? .good("room", words) : .bad("room", words, mend: "make room on the disk")
    }
}
