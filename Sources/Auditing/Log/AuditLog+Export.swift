// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Vocabulary

extension AuditLog {
    /// Writes every line that is there now into a file, one JSON object a line, readable by its owner only.
    ///
    /// The file is moved to its place when it is whole and on the disk.
    ///
    /// - Parameter path: absolute, or as seen from the working folder; an earlier file there is replaced.
    /// - Returns: how many lines.
    /// - Throws: ``AuditError`` or ``Vocabulary/FileError``; then an earlier file is as it was.
    @discardableResult
    public func export(to path: String) async throws -> Int64 {
        let draft = path + ".\(getpid()).part"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError(path: path) }
        defer {
            Glibc.close(descriptor)
            unlink(draft)
        }
        let count = try await writeLines(to: descriptor, path: path)
        guard fsync(descriptor) == 0, rename(draft, path) == 0 else { throw FileError(path: path) }
        PrivateFile.syncFolder(of: path)
        return count
    }

    private func writeLines(to descriptor: Int32, path: String) async throws -> Int64 {
        let end = try await lines(after: -1, limit: 1).first?.sequence ?? 0
        var (last, count): (Int64, Int64) = (0, 0)
        while last < end {
            let page = try await lines(after: last, limit: AuditLog.pageLimit).prefix { $0.sequence <= end }
            guard let newest = page.last else { break }
            try PrivateFile.writeAll(
                page.flatMap { Array($0.line.utf8) + [UInt8(ascii: "\n")] },
                to: descriptor,
                path: path
            )
            last = newest.sequence
            count += Int64(page.count)
        }
        return count
    }
}
