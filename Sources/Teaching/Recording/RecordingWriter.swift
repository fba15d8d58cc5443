// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import Synchronization
public import Vocabulary

/// Appends to a recording line by line, so that a crash loses at most the event in flight.
public final class RecordingWriter: Sendable {
    /// The file.
    public let path: String
    private let descriptor: Int32
    private let count = Mutex(0)

    /// Begins a recording.
    ///
    /// - Throws: ``TeachingError`` with `recording_unwritable` when there is such a file already or it cannot be made.
    public init(path: String, header: RecordingHeader) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw RecordingWriter.failure(FileError(path: path)) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try append(line: String(decoding: try encoder.encode(header), as: UTF8.self))
    }

    deinit { close(descriptor) }

    /// How many events it holds.
    public var events: Int { count.withLock { $0 } }

    /// Adds an event and returns when it is in the file; its number is given here.
    ///
    /// - Throws: ``TeachingError`` with `recording_unwritable`; earlier lines are intact then.
    public func append(
        at: Double,
        tab: TabID,
        frame: [FrameID] = [],
        document: DocumentID,
        _ body: RecordedEvent.Body
    ) throws {
        try count.withLock { count in
            let event = RecordedEvent(
                number: count + 1,
                at: at,
                tab: tab,
                frame: frame.map(\.rawValue),
                document: document,
                body: body
            )
            try append(line: event.line)
            count += 1
        }
    }

    /// Brings everything to the disk.
    public func synchronize() { fdatasync(descriptor) }

    private func append(line: String) throws {
        do {
            try PrivateFile.writeAll(Array((line + "\n").utf8), to: descriptor, path: path)
        } catch {
            throw RecordingWriter.failure(error)
        }
    }

    private static func failure(_ error: FileError) -> TeachingError {
        TeachingError(.recordingUnwritable, "The recording could not go on: \(error.message)", cause: error)
    }
}
