// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc

/// Files that only their owner may read, and that are either whole or as they were.
public enum PrivateFile {
    /// Writes beside the place, brings it to the disk, and moves it there; after a crash there is the old file or the
    /// new one, never a part.
    ///
    /// - Parameters:
    ///   - bytes: the whole content.
    ///   - path: absolute; its folder must exist.
    /// - Throws: ``FileError``, with the file as it was.
    public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let draft = path + ".\(getpid()).part"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError(path: path) }
        do throws(FileError) {
            try writeAll(bytes, to: descriptor, path: path)
            guard fsync(descriptor) == 0 else { throw FileError(path: path) }
        } catch {
            close(descriptor)
            unlink(draft)
            throw error
        }
        close(descriptor)
        guard rename(draft, path) == 0 else {
            let error = FileError(path: path)
            unlink(draft)
            throw error
        }
        syncFolder(of: path)
    }

    /// Reads a whole file; nil when there is none.
    ///
    /// - Parameter limit: the most bytes that are taken; a larger file is an error.
    /// - Throws: ``FileError``.
    public static func read(_ path: String, limit: Int = 16 << 20) throws(FileError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw FileError(path: path)
        }
        defer { close(descriptor) }
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 { throw FileError(path: path) }
            if count == 0 { return result }
            result.append(contentsOf: buffer[..<count])
            guard result.count <= limit else { throw FileError(path: path, reason: "it is larger than \(limit) bytes") }
        }
    }

    /// Makes a name that was made, moved or removed last across a crash.
    public static func syncFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// Writes all bytes, however many calls it takes.
    public static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileError) {
        var offset = 0
        while offset < bytes.count {
            let written = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw FileError(path: path)
            }
            offset += written
        }
    }
}

/// Why a file could not be read or written.
public struct FileError: ExplainedError {
    /// The file.
    public let path: String
    /// The system's reason.
    public let reason: String
    /// Whether the disk is full.
    public let isDiskFull: Bool

    /// Takes the reason from the last system call.
    public init(path: String) {
        self.path = path
        isDiskFull = errno == ENOSPC || errno == EDQUOT
        reason = String(cString: strerror(errno))
    }

    /// Takes a reason of one's own.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
        isDiskFull = false
    }

    /// The stable codes of files.
    public enum Code: String, Sendable, CaseIterable {
        /// The disk is full.
        case diskFull = "disk_full"
        /// The file cannot be read or written.
        case fileUnusable = "file_unusable"
    }

    /// The stable name.
    public var code: String { (isDiskFull ? Code.diskFull : .fileUnusable).rawValue }
    /// Names the file and what to do.
    public var message: String {
        isDiskFull
            ? "\(path) could not be written because the disk is full: make room and try again; nothing earlier is lost."
            : "\(path) cannot be used: \(reason)."
    }
    /// It is the machine's state, not the caller's input.
    public var kind: ErrorKind { .failed }
}
