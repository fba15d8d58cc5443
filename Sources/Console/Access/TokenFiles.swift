// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Vocabulary

/// The two tokens of a home: `tokens/operator` and `tokens/agent`, one line each, readable by their owner only.
///
/// They are read anew for every request, so that a changed token counts at once and the one before it no more.
struct TokenFiles: Sendable {
    let folder: String

    /// Makes what is missing.
    ///
    /// - Throws: ``ConsoleError`` with `token_file_unusable` when a file cannot be made, is no plain file, or may be read
    ///   by others.
    func prepare() throws(ConsoleError) {
        if mkdir(folder, 0o700) != 0 && errno != EEXIST {
            throw TokenFiles.unusable(folder, String(cString: strerror(errno)))
        }
        for principal in [Principal.operator, .agent] {
            let path = path(of: principal)
            var status = stat()
            if lstat(path, &status) != 0 {
                try make(path)
            } else {
                try TokenFiles.check(status, path)
            }
        }
    }

    /// The token that counts now; nil when the file is gone, unreadable or too short to be one.
    func token(of principal: Principal) -> String? {
        guard let bytes = try? PrivateFile.read(path(of: principal), limit: 4096) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        return text.utf8.count >= 32 ? text : nil
    }

    private func path(of principal: Principal) -> String { folder + "/" + principal.rawValue }

    private func make(_ path: String) throws(ConsoleError) {
        do {
            try PrivateFile.write(Array((RandomToken.new() + "\n").utf8), to: path)
        } catch {
            throw TokenFiles.unusable(path, error.reason)
        }
    }

    private static func check(_ status: stat, _ path: String) throws(ConsoleError) {
        guard status.st_mode & S_IFMT == S_IFREG else { throw unusable(path, "it is no plain file") }
        guard status.st_mode & 0o077 == 0 else {
            throw unusable(path, "others may read it; say 'chmod 600' to it, or remove it to get a new token")
        }
    }

    private static func unusable(_ path: String, _ why: String) -> ConsoleError {
        ConsoleError(.tokenFileUnusable, "The token file \(path) cannot be used: \(why).")
    }
}
