// SPDX-License-Identifier: Apache-2.0

/// Paths of this machine, as an operator grants them and a run is given them.
public enum PlainPath {
    /// The longest path that Linux takes, in bytes.
    public static let limit = 4095

    /// Whether a text is an absolute path that goes straight down: no empty name, no `.` or `..`, no NUL.
    public static func isPlain(_ text: String) -> Bool {
        guard text.hasPrefix("/"), text.count > 1, text.utf8.count <= limit, !text.utf8.contains(0) else {
            return false
        }
        return text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    /// Whether a path is a folder or lies below it, name by name: `/srv/a` does not hold `/srv/ab`.
    public static func isInside(_ path: String, folder: String) -> Bool {
        path == folder || path.utf8.starts(with: Array((folder + "/").utf8))
    }
}
