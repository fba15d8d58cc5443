// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import TestSupport

/// A disk of a few kilobytes, mounted in a folder of the test; only root can make one.
struct SmallDisk {
    static var isPossible: Bool {
        geteuid() == 0
            && (try? withDisk(at: NSTemporaryDirectory() + "/understudy-disk-\(UUID().uuidString)", kilobytes: 16) {
                _ in
            })
                != nil
    }

    private let path: String

    /// Takes all room that is left.
    func fill() throws {
        let descriptor = open(path + "/filler", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        defer { close(descriptor) }
        let page = [UInt8](repeating: 0, count: 4096)
        while write(descriptor, page, page.count) > 0 {}
        guard errno == ENOSPC else { throw POSIXError(.EIO) }
    }

    /// Makes room again.
    func clear() { unlink(path + "/filler") }

    private static func mounted(_ path: String, kilobytes: Int) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("none", path, "tmpfs", 0, "size=\(kilobytes)k,mode=711") == 0 else { throw POSIXError(.EPERM) }
    }

    private static func gone(_ path: String) {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }

    static func withDisk<Result>(at path: String, kilobytes: Int, _ body: (SmallDisk) throws -> Result) throws -> Result
    {
        try mounted(path, kilobytes: kilobytes)
        defer { gone(path) }
        return try body(SmallDisk(path: path))
    }

    /// Mounts a disk, runs the body, and takes the disk away with all that is on it.
    static func withDisk<Result>(
        at path: String,
        kilobytes: Int,
        _ body: (SmallDisk) async throws -> Result
    ) async throws -> Result {
        try mounted(path, kilobytes: kilobytes)
        defer { gone(path) }
        return try await body(SmallDisk(path: path))
    }
}
