// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Vocabulary

/// Which folders may be read from at all.
enum ReadFolder {
    /// The folder that a path leads to, without links.
    ///
    /// - Throws: ``OversightError`` with `path_unusable`.
    static func resolve(_ path: String, home: String) throws(OversightError) -> String {
        guard path.hasPrefix("/"), !path.utf8.contains(0) else { throw unusable(path, "is no absolute path") }
        guard let real = real(path) else { throw unusable(path, String(cString: strerror(errno))) }
        var status = stat()
        guard stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw unusable(path, "is no folder") }
        if let why = refusal(of: real, home: home) { throw unusable(path, why) }
        guard GrantFile.canHold(.readPath(real)) else { throw unusable(path, "has a '#' or a line break in it") }
        return real
    }

    /// Why a folder can be no grant; nil when it can.
    ///
    /// The home holds secrets and tokens, and other folders of the system hold keys, devices and what processes know.
    static func refusal(of path: String, home: String) -> String? {
        let home = real(home) ?? home
        if PlainPath.isInside(home, folder: path) || PlainPath.isInside(path, folder: home) || path == "/" {
            return "holds the appliance's own home, or lies in it"
        }
        return system.contains { PlainPath.isInside(path, folder: $0) } ? "is a folder of the system" : nil
    }

    private static let system = ["/boot", "/dev", "/etc", "/proc", "/run", "/sys"]

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func unusable(_ path: String, _ why: String) -> OversightError {
        OversightError(.pathUnusable, "\(path) cannot be granted: it \(why).")
    }
}
