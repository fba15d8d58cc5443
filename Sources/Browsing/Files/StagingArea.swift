// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Vocabulary

/// Where files change hands with the browser, which runs as another user: `staging/` of the home.
///
/// The area itself is the appliance's own and can only be passed through. A folder for what the browser writes belongs
/// to the browser's user, so nothing of ours is ever written there and what is read from it is opened without following
/// links; a folder for what the browser reads belongs to the appliance. Both have names that cannot be guessed.
struct StagingArea: Sendable {
    let path: String
    let user: BrowserUser?

    /// Makes the area of one browser, and clears what an earlier life of it has left there.
    ///
    /// - Throws: ``BrowsingError`` with `folder_unreachable`.
    static func prepare(home: String, profile: Slug, user: BrowserUser?) throws(BrowsingError) -> StagingArea {
        let area = StagingArea(path: "\(home)/staging/\(profile)", user: user)
        for folder in [home + "/staging", area.path] {
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST, chmod(folder, user == nil ? 0o700 : 0o711) == 0 else {
                throw unusable(folder)
            }
        }
        area.clear()
        return area
    }

    private func clear() {
        for name in FolderContents.names(of: path) { remove(path + "/" + name) }
    }

    /// Removes what an earlier life of the appliance has left in the areas of all browsers; none of them may be running.
    static func clearAll(home: String, user: BrowserUser?) {
        for name in FolderContents.names(of: home + "/staging") {
            StagingArea(path: "\(home)/staging/\(name)", user: user).clear()
        }
    }

    /// A new folder into which the browser may write.
    func makeInbox() throws(BrowsingError) -> String {
        let folder = "\(path)/\(CorrelationID.random(prefix: "staged").rawValue)"
        guard mkdir(folder, 0o700) == 0 else { throw StagingArea.unusable(folder) }
        if let user, lchown(folder, user.userID, user.groupID) != 0 { throw StagingArea.unusable(folder) }
        return folder
    }

    /// A new folder out of which the browser may read what it is told the name of.
    func makeOutbox() throws(BrowsingError) -> String {
        let folder = "\(path)/\(CorrelationID.random(prefix: "staged").rawValue)"
        guard mkdir(folder, 0o700) == 0 else { throw StagingArea.unusable(folder) }
        if let user, lchown(folder, geteuid(), user.groupID) != 0 || chmod(folder, 0o710) != 0 {
            throw StagingArea.unusable(folder)
        }
        return folder
    }

    /// Lets the browser's user read a file of ours.
    func lend(_ descriptor: Int32, path: String) throws(BrowsingError) {
        guard let user else { return }
        guard fchown(descriptor, geteuid(), user.groupID) == 0, fchmod(descriptor, 0o640) == 0 else {
            throw StagingArea.unusable(path)
        }
    }

    /// Takes a folder back from whoever owns it, then removes it with the files in it.
    ///
    /// It is flat: what the browser's user may have put deeper stays, and is told by nobody.
    func remove(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if user != nil { fchown(descriptor, geteuid(), getegid()) }
        fchmod(descriptor, 0o700)
        for name in FolderContents.names(of: folder) where unlinkat(descriptor, name, 0) != 0 {
            unlinkat(descriptor, name, AT_REMOVEDIR)
        }
        rmdir(folder)
    }

    private static func unusable(_ path: String) -> BrowsingError {
        BrowsingError(code: .folderUnreachable, message: "\(path): \(String(cString: strerror(errno))).")
    }
}

/// The names in a folder.
enum FolderContents {
    static func names(of folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
