// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Foundation
internal import Glibc
internal import Vocabulary

/// The logins of a home: its browser profiles, one folder each.
struct Profiles: Sendable {
    let home: String
    /// Who runs the browser, when the operator named somebody.
    let userName: String?

    private var folder: String { home + "/profiles" }

    /// The logins, in order; `default` is always one of them.
    var names: [Slug] {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let own = try? Slug(LoginBrowsers.own)
        return Set(found.compactMap { try? Slug($0) }.filter(holds)).union([own].compactMap { $0 }).sorted()
    }

    func holds(_ login: Slug) -> Bool {
        var status = stat()
        return lstat("\(folder)/\(login)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes a login that nobody has signed in with yet; one that is there stays as it is.
    ///
    /// - Throws: ``Browsing/BrowsingError`` with `folder_unreachable` or `browser_user_missing`.
    func add(_ login: Slug) throws {
        guard !holds(login) else { return }
        _ = try ProfileFolder.prepare(name: login, home: home, user: try BrowserUser.resolve(preferred: userName))
    }

    /// Removes a login with its cookies and all that its sites have stored.
    func remove(_ login: Slug) throws {
        do {
            try FileManager.default.removeItem(atPath: "\(folder)/\(login)")
        } catch {
            throw CommandError.cannotWrite("\(folder)/\(login)", why: "it could not be removed")
        }
    }
}
