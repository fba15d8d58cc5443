// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import SkillKit
internal import Vocabulary

/// A file that a run gives to a page, opened so that its path leads where it says.
///
/// The gate compares names; here no name of the path may be a link, so that the folder which was granted is the one that
/// is read. What is opened is looked at before it is read from: a device or a pipe is never even opened for that.
final class UploadSource {
    /// The largest file, in bytes.
    static let limit: Int64 = 200_000_000
    private static let piece = 1 << 20

    /// What the file is called.
    let name: String
    private let input: String
    private let descriptor: Int32

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: as the gate allowed it.
    ///   - input: the input that named it; errors name this and not the path.
    /// - Throws: ``ReplayError`` with `file_unreadable` or `file_too_large`.
    init(_ path: String, input: String) throws(ReplayError) {
        let place = try UploadSource.open(path, input: input)
        defer { close(place) }
        var status = stat()
        guard fstat(place, &status) == 0 else { throw UploadSource.unreadable(input, String(cString: strerror(errno))) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFLNK: throw UploadSource.unreadable(input, UploadSource.link)
        default: throw UploadSource.unreadable(input, "it is no file but a folder, a device or a pipe")
        }
        guard status.st_size <= UploadSource.limit else { throw UploadSource.tooLarge(input) }
        // What was looked at is what is read, whatever the name leads to by now.
        descriptor = Glibc.open("/proc/self/fd/\(place)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw UploadSource.unreadable(input, String(cString: strerror(errno))) }
        name = String(path.split(separator: "/").last ?? "file")
        self.input = input
    }

    deinit { close(descriptor) }

    /// Gives the content piece by piece.
    ///
    /// - Returns: how many bytes there were, and their digest.
    func read(_ append: ([UInt8]) throws -> Void) throws -> (size: Int64, sha256: String) {
        var digest = RunningDigest()
        var size: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: UploadSource.piece)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw UploadSource.unreadable(input, String(cString: strerror(errno))) }
            if count == 0 { return (size, digest.finish()) }
            size += Int64(count)
            guard size <= UploadSource.limit else { throw UploadSource.tooLarge(input) }
            buffer[..<count].withUnsafeBytes { digest.take($0) }
            try append(Array(buffer[..<count]))
        }
    }

    /// Goes down the path name by name, and follows no link.
    private static func open(_ path: String, input: String) throws(ReplayError) -> Int32 {
        let names = path.split(separator: "/").map(String.init)
        var folder = Glibc.open("/", UploadSource.onlyPlace | O_DIRECTORY | O_CLOEXEC)
        for (index, name) in names.enumerated() {
            let kind = index == names.count - 1 ? 0 : O_DIRECTORY
            let next = openat(folder, name, UploadSource.onlyPlace | O_NOFOLLOW | O_CLOEXEC | kind)
            let reason = errno
            close(folder)
            guard next >= 0 else {
                throw unreadable(input, reason == ENOTDIR ? link : String(cString: strerror(reason)))
            }
            folder = next
        }
        return folder
    }

    /// `O_PATH` of [open(2)](https://man7.org/linux/man-pages/man2/open.2.html), the same on x86 and ARM, which Glibc's
    /// module hides: it opens the place and not what is there.
    private static let onlyPlace: Int32 = 0o10000000

    private static let link = "a part of its path is a link, or no folder"

    private static func unreadable(_ input: String, _ why: String) -> ReplayError {
        ReplayError(code: .fileUnreadable, message: "The file of the input '\(input)' cannot be uploaded: \(why).")
    }

    private static func tooLarge(_ input: String) -> ReplayError {
        ReplayError(
            code: .fileTooLarge,
            message: "The file of the input '\(input)' is larger than \(limit / 1_000_000) MB, so it is not uploaded."
        )
    }
}
