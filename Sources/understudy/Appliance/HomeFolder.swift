// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc

/// Which folders may be a home, and how they are made.
///
/// A home's permissions are narrowed, so a folder that is somebody else's must never become one by a slip of the hand:
/// an existing folder is taken only when it is a home already, or empty.
enum HomeFolder {
    static let lockName = "appliance.lock"

    /// Makes a home, or sees that it is one.
    ///
    /// As root it may be passed through, because the browser's own user must reach its profile.
    ///
    /// - Throws: ``CommandError`` with `home_unusable`; then nothing was changed.
    static func prepare(_ path: String) throws {
        var status = stat()
        if stat(path, &status) == 0 { try requireOurs(path, status) }
        try make(path, mode: geteuid() == 0 ? 0o711 : 0o700)
    }

    /// Makes a folder, with those on the way to it.
    static func make(_ path: String, mode: mode_t) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandError.homeUnusable(path, why: "it could not be made")
        }
        guard chmod(path, mode) == 0 else {
            throw CommandError.homeUnusable(path, why: String(cString: strerror(errno)))
        }
    }

    private static func requireOurs(_ path: String, _ status: stat) throws {
        guard status.st_mode & S_IFMT == S_IFDIR else { throw CommandError.homeUnusable(path, why: "it is no folder") }
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard !systemFolders.contains(real), status.st_mode & S_ISVTX == 0 else {
            throw CommandError.homeUnusable(path, why: "it is a folder of the system or shared by everybody")
        }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw CommandError.homeUnusable(path, why: "it cannot be looked into")
        }
        guard names.contains(where: marks.contains) || names.allSatisfy({ $0 == "lost+found" }) else {
            throw CommandError.homeUnusable(path, why: "it holds files that are not the appliance's")
        }
    }

    /// What only a home holds.
    private static let marks: Set<String> = [lockName, "audit.sqlite"]

    private static let systemFolders: Set<String> = [
        "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/media", "/mnt", "/opt", "/proc", "/root",
        "/run", "/sbin", "/srv", "/sys", "/tmp", "/usr", "/usr/local", "/var", "/var/lib", "/var/tmp",
    ]
}
