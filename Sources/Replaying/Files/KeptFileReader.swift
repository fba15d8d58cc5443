// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import SkillKit
internal import Vocabulary

/// Reads one kept file, which is open for as long as its reader is held: what removes the file meanwhile harms nobody.
public final class KeptFileReader: Sendable {
    private let path: String
    private let descriptor: Int32
    private static let piece = 256 << 10

    init?(_ path: String) throws(FileError) {
        self.path = path
        descriptor = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        if descriptor < 0, errno != ENOENT { throw FileError(path: path) }
        if descriptor < 0 { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next piece; empty at the end.
    ///
    /// - Important: one reader at a time; the place in the file is shared.
    /// - Throws: ``Vocabulary/FileError``.
    public func next() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: KeptFileReader.piece)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw FileError(path: path) }
        return Array(buffer[..<count])
    }

    /// The digest of the whole file; reading begins at its start again afterwards.
    func digest() throws -> String {
        var digest = RunningDigest()
        while true {
            let bytes = try next()
            if bytes.isEmpty { break }
            bytes.withUnsafeBytes { digest.take($0) }
        }
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw FileError(path: path) }
        return digest.finish()
    }
}
