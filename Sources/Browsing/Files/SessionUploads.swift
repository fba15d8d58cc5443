// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Synchronization
internal import Vocabulary

/// A copy of a file that the browser may read until its session ends.
public struct StagedUpload: Sendable, Hashable {
    /// The path that the gate was asked for; nil for one that a person sent along.
    public let source: String?
    /// Where the copy is.
    let path: String
}

/// What one session gives to its pages; pages may read it as long as they are there.
final class SessionUploads: Sendable {
    private let area: StagingArea
    private let folders = Mutex<[String]>([])

    init(area: StagingArea) { self.area = area }

    func stage(name: String, source: String?, _ fill: (([UInt8]) throws -> Void) throws -> Void) throws -> StagedUpload
    {
        let folder = try area.makeOutbox()
        folders.withLock { $0.append(folder) }
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError(path: path) }
        defer { Glibc.close(descriptor) }
        try fill { try PrivateFile.writeAll($0, to: descriptor, path: path) }
        try area.lend(descriptor, path: path)
        return StagedUpload(source: source, path: path)
    }

    /// Removes one copy before the session ends.
    func remove(_ file: StagedUpload) {
        let folder = String(file.path.prefix(upTo: file.path.lastIndex(of: "/") ?? file.path.startIndex))
        let isOurs = folders.withLock { folders in
            guard let index = folders.firstIndex(of: folder) else { return false }
            folders.remove(at: index)
            return true
        }
        if isOurs { area.remove(folder) }
    }

    /// Removes all copies.
    func close() {
        let folders = folders.withLock { folders in
            defer { folders = [] }
            return folders
        }
        for folder in folders { area.remove(folder) }
    }
}

extension BrowsingSession {
    /// Makes a copy that the browser may read; it is removed with the session.
    ///
    /// - Parameters:
    ///   - name: what pages see the file called: one name, no path.
    ///   - source: the path that the gate was asked for; nil for what a person sent along.
    ///   - fill: writes the content, piece by piece.
    /// - Throws: ``BrowsingError`` with `folder_unreachable`, ``Vocabulary/FileError``; what `fill` throws.
    public func stageUpload(
        name: String,
        of source: String?,
        _ fill: (([UInt8]) throws -> Void) throws -> Void
    ) throws -> StagedUpload {
        try uploads.stage(name: name, source: source, fill)
    }

    /// Removes copies that no page is given.
    public func unstage(_ files: [StagedUpload]) { for file in files { uploads.remove(file) } }
}
