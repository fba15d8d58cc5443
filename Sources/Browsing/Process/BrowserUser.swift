// SPDX-License-Identifier: Apache-2.0
internal import CLinux

/// The account that the browser runs as when the appliance runs as root.
///
/// Chromium's sandbox does not work as root, and a renderer that breaks out should find nothing it may read.
public struct BrowserUser: Sendable, Hashable {
    /// Its name, for messages.
    public let name: String
    /// Its numeric user.
    public let userID: UInt32
    /// Its numeric group.
    public let groupID: UInt32

    /// Names tried in turn: `make install` makes the first one; the second is always there.
    public static let candidates = ["understudy", "nobody"]

    /// The account to use, or nil when the appliance itself is unprivileged and the browser runs as the same user.
    ///
    /// - Throws: ``BrowsingError`` with `browser_user_missing` when there is no such account.
    public static func resolve(preferred: String? = nil) throws(BrowsingError) -> BrowserUser? {
        guard geteuid() == 0 else { return nil }
        for name in preferred.map({ [$0] }) ?? candidates {
            if let entry = getpwnam(name), entry.pointee.pw_uid != 0 {
                return BrowserUser(name: name, userID: entry.pointee.pw_uid, groupID: entry.pointee.pw_gid)
            }
        }
        throw BrowsingError(
            code: .userMissing,
            message: "There is no unprivileged account \(preferred ?? candidates[0]) to run the browser as: "
                + "make one with 'useradd --system understudy'."
        )
    }
}
