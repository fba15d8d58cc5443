// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import Vocabulary

/// The appliance's data folder, held by one process at a time.
///
/// The lock is the kernel's ([flock(2)](https://man7.org/linux/man-pages/man2/flock.2.html)), so that it is gone with
/// its process however that ends. `appliance.json` beside it says where the process can be asked.
final class Home: Sendable {
    /// Absolute path.
    let path: String
    private let lock: Int32

    /// What the process that owns a home says of itself.
    struct Owner: Codable {
        var pid: Int
        var address: String?
    }

    /// The folder meant by `--home`, the environment, or the account.
    static func path(given: String?) -> String {
        let chosen =
            given ?? ProcessInfo.processInfo.environment["UNDERSTUDY_HOME"]
            ?? (geteuid() == 0 ? "/var/lib/understudy" : NSHomeDirectory() + "/.understudy")
        return URL(fileURLWithPath: chosen).standardizedFileURL.path
    }

    /// Takes a home for this process, and makes its folders.
    ///
    /// - Throws: ``CommandError`` with `home_in_use` or `home_unusable`.
    init(taking path: String) throws {
        self.path = path
        try Home.make(path)
        lock = open(path + "/appliance.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw CommandError.homeUnusable(path, why: String(cString: strerror(errno))) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw CommandError.homeInUse(path, process: Home.owner(of: path)?.pid ?? 0)
        }
        for folder in ["recordings", "skills", "tokens"] { try Home.make(path + "/" + folder, mode: 0o700) }
        try announce(address: nil)
    }

    deinit { close(lock) }

    /// Says where this process can be asked.
    func announce(address: String?) throws {
        let owner = Owner(pid: Int(getpid()), address: address)
        try PrivateFile.write(Array(try JSONEncoder().encode(owner)), to: path + "/appliance.json")
    }

    /// The process that owns a home now; nil when none does.
    static func owner(of path: String) -> Owner? {
        let descriptor = open(path + "/appliance.lock", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return nil }
        let bytes = (try? PrivateFile.read(path + "/appliance.json")) ?? nil
        return bytes.flatMap { try? JSONDecoder().decode(Owner.self, from: Data($0)) } ?? Owner(pid: 0)
    }

    /// As root the folder may be passed through, because the browser's own user must reach its profile.
    private static func make(_ path: String, mode: mode_t? = nil) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandError.homeUnusable(path, why: "it could not be made")
        }
        guard chmod(path, mode ?? (geteuid() == 0 ? 0o711 : 0o700)) == 0 else {
            throw CommandError.homeUnusable(path, why: String(cString: strerror(errno)))
        }
    }
}
