// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Vocabulary

/// A file that the browser has downloaded, still where the browser wrote it.
public struct StagedFile: Sendable, Hashable {
    /// What it is called, for people.
    public let name: String
    /// How many bytes the browser says it has.
    public let size: Int64
    let path: String
    let owner: UInt32?

    /// Gives the bytes piece by piece, and removes the file.
    ///
    /// The browser's user could have put anything in its place: only a regular file of that user with one name is read,
    /// and links are not followed.
    ///
    /// - Parameter limit: the most bytes that are taken.
    /// - Throws: ``BrowsingError`` with `download_failed` or `download_too_large`; what the body throws.
    public func take(limit: Int64, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        defer { unlink(path) }
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("it is not there any more") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1,
            status.st_uid == owner ?? geteuid()
        else { throw failure("what is in its place is no file of the browser's") }
        var left = limit
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            guard count >= 0 else { throw failure(String(cString: strerror(errno))) }
            if count == 0 { return }
            left -= Int64(count)
            guard left >= 0 else { throw DownloadFailure.tooLarge.error(name: name) }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private func failure(_ why: String) -> BrowsingError {
        BrowsingError(code: .downloadFailed, message: "The download '\(name)' could not be taken over: \(why).")
    }
}
