// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc

/// A result file that is written beside its place and moved there at the end, so that an earlier one stays until then.
///
/// What was written is in `<path>.part` at once: not even a kill loses it.
final class OutputFile: Sendable {
    private let path: String
    private let draft: String
    private let handle: FileHandle

    /// - Throws: ``CommandError`` with `cannot_write`, naming the file.
    init(path: String) throws {
        self.path = path
        draft = path + ".part"
        let descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else {
            throw CommandError.cannotWrite(path, why: String(cString: strerror(errno)))
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    func write(_ text: String) throws { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws {
        do { try handle.write(contentsOf: Data(bytes)) } catch {
            throw CommandError.cannotWrite(path, why: "the disk may be full")
        }
    }

    func finish() throws {
        try handle.synchronize()
        try handle.close()
        guard rename(draft, path) == 0 else {
            throw CommandError.cannotWrite(path, why: String(cString: strerror(errno)))
        }
    }
}
