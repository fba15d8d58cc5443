// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Vocabulary

/// The file of the witness, `audit.head` beside `audit.sqlite`: one line of JSON, readable by its owner only.
///
/// It is written over in place, after every commit, by one call and within one sector: there is never half a line, also
/// after a crash. After `kill -9` it names the last event; after the power went it may name an earlier one, because only
/// the opening and the closing of the log wait for the disk.
final class WitnessFile: Sendable {
    private static let length = 128

    private let descriptor: Int32

    /// Opens the file, makes it where there is none, and writes into it.
    ///
    /// - Throws: ``Vocabulary/FileError``.
    init(of log: String, _ witness: HeadWitness) throws(FileError) {
        let path = WitnessFile.path(of: log)
        descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError(path: path) }
        fchmod(descriptor, 0o600)
        guard write(witness), ftruncate(descriptor, off_t(WitnessFile.length)) == 0, fsync(descriptor) == 0 else {
            throw FileError(path: path)
        }
        PrivateFile.syncFolder(of: path)
    }

    deinit { close(descriptor) }

    /// Notes the last event; when it cannot, the witness stays behind.
    @discardableResult
    func write(_ witness: HeadWitness) -> Bool {
        let line = CanonicalJSON.bytes(["hash": .string(witness.hash), "seq": .int(witness.sequence)])
        let padding = [UInt8](repeating: UInt8(ascii: " "), count: max(0, WitnessFile.length - 1 - line.count))
        let bytes = line + padding + [UInt8(ascii: "\n")]
        return bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) } == bytes.count
    }

    /// Waits for the disk.
    func sync() { fsync(descriptor) }

    /// Where the witness of a log is.
    static func path(of log: String) -> String {
        (log.hasSuffix(".sqlite") ? String(log.dropLast(".sqlite".count)) : log) + ".head"
    }

    /// What the witness of a log says; to be asked before the log is read, so that the log is never behind it.
    static func testimony(of log: String) -> Testimony {
        var before = read(log)
        // Another process may be writing: two looks that agree saw no half of it.
        for _ in 0..<5 {
            let now = read(log)
            if now == before { return now }
            before = now
        }
        return before
    }

    private static func read(_ log: String) -> Testimony {
        guard let bytes = try? PrivateFile.read(path(of: log), limit: 4096) else {
            return access(path(of: log), F_OK) == 0 ? .unreadable : .missing
        }
        guard let value = try? JSONText.parse(bytes), let sequence = value["seq"]?.int, let hash = value["hash"]?.string
        else { return .unreadable }
        return .saw(HeadWitness(sequence: Int64(sequence), hash: hash))
    }
}
