// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Foundation
internal import Glibc
internal import SkillKit
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
        guard !Profiles.isReserved(login) else { return false }
        var status = stat()
        return lstat("\(folder)/\(login)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes a login that nobody has signed in with yet; one that is there stays as it is.
    ///
    /// - Throws: ``Browsing/BrowsingError`` with `folder_unreachable` or `browser_user_missing`.
    func add(_ login: Slug) throws {
        guard !Profiles.isReserved(login) else {
            throw CommandError(
                code: "login_reserved",
                message: "Names that begin with '\(Profiles.reserved)' are the appliance's own: choose another.",
                kind: .usage
            )
        }
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

    // MARK: Profiles of nobody's

    /// What the profiles of browsers begin with that believe authorities and are nobody's login.
    private static let reserved = "trust-"

    private static func isReserved(_ login: Slug) -> Bool { login.text.hasPrefix(reserved) }

    /// The profile of the browser that believes a set of authorities: the same for whoever believes the same.
    static func name(believing authorities: [Authority]) -> Slug {
        let set = authorities.map { "\($0.name) \($0.sha256)" }.sorted().joined(separator: "\n")
        return Slug.from(words: reserved + SkillDigest.of(Array(set.utf8)).prefix(24)) { _ in false }
    }

    /// Takes the folders of such a browser away once it has ended, so that the next one of its name begins anew.
    ///
    /// - Returns: removes them; nil for a login, which stays.
    func setAside(_ profile: Slug) -> (@Sendable () -> Void)? {
        guard Profiles.isReserved(profile) else { return nil }
        let end = ".\(UInt64.random(in: 0...UInt64.max))"
        let gone = ["\(folder)/\(profile)", "\(home)/trust/\(profile)"].filter { rename($0, $0 + end) == 0 }
        // What a process of the browser's writes at its very end stays until the appliance's next start.
        return { for path in gone { try? FileManager.default.removeItem(atPath: path + end) } }
    }

    /// Removes what such browsers have left in an earlier life of the appliance; none of them may be running.
    static func clearBelieving(home: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home + "/profiles")) ?? []
        for name in names where name.hasPrefix(reserved) {
            try? FileManager.default.removeItem(atPath: "\(home)/profiles/\(name)")
        }
        try? FileManager.default.removeItem(atPath: home + "/trust")
    }
}
