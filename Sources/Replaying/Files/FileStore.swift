// SPDX-License-Identifier: Apache-2.0
public import Browsing
public import Foundation
internal import Glibc
internal import SkillKit
public import Vocabulary

/// A file that a run has brought home.
public struct KeptFile: Sendable, Hashable {
    /// Its number in the run, from 1; its file's name is that and nothing else.
    public let number: Int
    /// What it is called, for people.
    public let name: String
    /// How many bytes it has.
    public let size: Int64
    /// SHA-256 of them, in hexadecimal.
    public let sha256: String
}

/// What runs have downloaded: `files/<run>/<number>` of the home, for its owner alone, for 30 days and up to 2 GB.
public struct FileStore: Sendable {
    /// How long a file is kept.
    public static let age: Duration = .seconds(30 * 86_400)
    /// The most bytes of files that are kept; the oldest runs go first.
    public static let size = 2_000_000_000

    private let path: String
    private let limits: DownloadLimits

    /// - Parameters:
    ///   - home: the data folder's absolute path.
    ///   - limits: the most that one run may bring.
    public init(home: String, limits: DownloadLimits = DownloadLimits()) {
        path = home + "/files"
        self.limits = limits
    }

    /// Takes a download over, byte by byte, so that the browser's user has no hand on it any more.
    ///
    /// - Throws: ``Vocabulary/FileError``, ``Browsing/BrowsingError``; nothing is kept then.
    func keep(_ download: StagedFile, of run: RunID, named name: String) throws -> KeptFile {
        let folder = "\(path)/\(run.rawValue)"
        guard RunFolders.isName(run.rawValue) else {
            throw FileError(path: folder, reason: "the run's name is no file's")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw FileError(path: folder, reason: "the folder cannot be made")
        }
        for number in 1...max(1, limits.count) where access("\(folder)/\(number)", F_OK) != 0 {
            let (size, sha256) = try copy(download, to: "\(folder)/\(number)")
            return KeptFile(number: number, name: name, size: size, sha256: sha256)
        }
        throw BrowsingError(
            code: .tooManyDownloads,
            message: "'\(name)' would be more than the \(limits.count) files that a run may download."
        )
    }

    private func copy(_ download: StagedFile, to place: String) throws -> (size: Int64, sha256: String) {
        let draft = place + ".part"
        let descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError(path: place) }
        defer { close(descriptor) }
        do {
            var digest = RunningDigest()
            var size: Int64 = 0
            try download.take(limit: limits.size) { bytes in
                digest.take(bytes)
                size += Int64(bytes.count)
                try PrivateFile.writeAll(Array(bytes), to: descriptor, path: place)
            }
            guard fsync(descriptor) == 0, rename(draft, place) == 0 else { throw FileError(path: place) }
            PrivateFile.syncFolder(of: place)
            return (size, digest.finish())
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Opens a file for reading; nil when there is none, or none any more.
    ///
    /// - Parameter sha256: its digest as the log has it.
    /// - Throws: ``ReplayError`` with `file_changed` when the file is another; ``Vocabulary/FileError``.
    public func open(_ number: Int, of run: RunID, sha256: String) throws -> KeptFileReader? {
        guard RunFolders.isName(run.rawValue) else { return nil }
        let place = "\(path)/\(run.rawValue)/\(number)"
        guard let reader = try KeptFileReader(place) else { return nil }
        guard try reader.digest() == sha256 else {
            throw ReplayError(
                code: .fileChanged,
                message: "File \(number) of run \(run) is not the one that the log tells of: it was changed since."
            )
        }
        return reader
    }

    /// Removes what is too old, then the oldest of what is too much; runs go whole.
    public func prune(now: Date = Date(), age: Duration = FileStore.age, size: Int = FileStore.size) {
        RunFolders(path: path).prune(now: now, age: age, size: size)
    }
}
