// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc
public import Vocabulary

/// A persistent Chromium profile of the home: `profiles/<name>`, owned by the browser's user.
public struct ProfileFolder: Sendable, Hashable {
    /// Absolute path.
    public let path: String

    /// Makes the folder ready for a start.
    ///
    /// The folder above stays the appliance's own and is only passable, so that the browser's user reaches its profile
    /// and nothing else.
    ///
    /// - Parameters:
    ///   - name: the profile's name; `default` keeps logins across restarts.
    ///   - home: the appliance's data folder, absolute.
    ///   - user: who runs the browser; nil for the appliance's own user.
    /// - Throws: ``BrowsingError`` with `folder_unreachable` or `profile_locked`.
    public static func prepare(
        name: Slug,
        home: String,
        user: BrowserUser?
    ) throws(BrowsingError) -> ProfileFolder {
        let parent = home + "/profiles"
        try makeFolder(parent, mode: user == nil ? 0o700 : 0o711)
        let folder = ProfileFolder(path: parent + "/" + name.text)
        try makeFolder(folder.path, mode: 0o700)
        if let user {
            guard lchown(folder.path, user.userID, user.groupID) == 0 else {
                throw unreachable(folder.path, "could not be given to user \(user.name)")
            }
            try requireReachable(folder.path, by: user)
        }
        try folder.clearStaleLock()
        unlink(folder.path + "/DevToolsActivePort")
        return folder
    }

    /// Waits until the browser that holds a profile has ended.
    ///
    /// An appliance that was killed takes its browser along through the keeper, but not before its own end: whoever
    /// starts again at once would find the profile still in use. A browser that does not end is left to
    /// ``prepare(name:home:user:)``, which refuses it.
    static func waitForFormerBrowser(name: Slug, home: String, deadline: Deadline) async throws {
        guard let browser = ProfileFolder(path: "\(home)/profiles/\(name.text)").lockingBrowser else { return }
        do { try await browser.waitForEnd(deadline: deadline) } catch is VocabularyError {}
    }

    /// Removes the lock that a killed browser leaves behind.
    ///
    /// The appliance holds the home's own lock, so that no second appliance can be using this profile. A lock of
    /// another host (a copied or mounted home) would end Chromium with exit code 21; a lock of a process that is gone,
    /// or that is no Chromium, is stale too. Only a live Chromium of this host is respected.
    private func clearStaleLock() throws(BrowsingError) {
        if let browser = lockingBrowser {
            throw BrowsingError(
                code: .profileLocked,
                message: "The profile \(path) is in use by the browser with process id \(browser.id): "
                    + "end that browser, or use another --home."
            )
        }
        for name in ["SingletonLock", "SingletonSocket", "SingletonCookie"] { unlink(path + "/" + name) }
    }

    /// The live Chromium of this host that the profile's lock names.
    private var lockingBrowser: ForeignProcess? {
        guard let owner = link(at: path + "/SingletonLock"), let dash = owner.lastIndex(of: "-"),
            owner[..<dash] == ProfileFolder.hostName
        else { return nil }
        let process = ForeignProcess(id: Int32(owner[owner.index(after: dash)...]) ?? 0)
        return process.name?.hasPrefix("chrom") == true ? process : nil
    }

    private func link(at path: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: 512)
        let length = buffer.withUnsafeMutableBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { readlink(path, $0, bytes.count) } ?? -1 }
        }
        return length > 0 ? String(decoding: buffer[..<length], as: UTF8.self) : nil
    }

    private static var hostName: String {
        var buffer = [UInt8](repeating: 0, count: 256)
        guard
            buffer.withUnsafeMutableBufferPointer({ bytes in
                bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { gethostname($0, bytes.count) } ?? -1 }
            }) == 0
        else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func makeFolder(_ path: String, mode: mode_t) throws(BrowsingError) {
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw unreachable(path, String(cString: strerror(errno)))
        }
        chmod(path, mode)
    }

    private static func requireReachable(_ path: String, by user: BrowserUser) throws(BrowsingError) {
        var folder = path
        while let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
            folder = String(folder[..<slash])
            var status = stat()
            guard stat(folder, &status) == 0 else { throw unreachable(folder, String(cString: strerror(errno))) }
            let needed: mode_t =
                if status.st_uid == user.userID { 0o100 } else if status.st_gid == user.groupID { 0o010 } else { 0o001 }
            guard status.st_mode & needed != 0 else {
                throw unreachable(
                    folder,
                    "is closed to user \(user.name), who runs the browser: 'chmod o+x' it, or use another --home"
                )
            }
        }
    }

    private static func unreachable(_ path: String, _ why: String) -> BrowsingError {
        BrowsingError(code: .folderUnreachable, message: "\(path): \(why).")
    }
}
