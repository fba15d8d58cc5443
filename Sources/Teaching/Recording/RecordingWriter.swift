// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import Synchronization
public import Vocabulary

/// Appends to a recording line by line, so that a crash loses at most the event in flight.
public final class RecordingWriter: Sendable {
    private struct File {
        var descriptor: Int32
        var count = 0
    }

    /// The file.
    public let path: String
    private let file: Mutex<File>

    /// Begins a recording.
    ///
    /// - Throws: ``TeachingError`` with `recording_unwritable` when there is such a file already or it cannot be made.
    public init(path: String, header: RecordingHeader) throws {
        self.path = path
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW
        file = Mutex(File(descriptor: try RecordingWriter.open(path, flags)))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = String(decoding: try encoder.encode(header), as: UTF8.self)
        try file.withLock { try append(line: line, to: $0) }
    }

    deinit { close(file.withLock { $0.descriptor }) }

    /// How many events it holds.
    public var events: Int { file.withLock { $0.count } }

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
        try file.withLock {
            try append(at: at, tab: tab, frame: frame.map(\.rawValue), document: document, body, to: &$0)
        }
    }

    /// Adds what is decided by looking at all that the recording holds, while nothing else is added.
    ///
    /// - Parameters:
    ///   - at: the time.
    ///   - decide: answers the event, which is of the tab and the document of the last one.
    /// - Throws: what `decide` throws, and ``TeachingError`` with `recording_unwritable`.
    func append(at: Double, deciding decide: (Recording) throws -> RecordedEvent.Body) throws {
        try file.withLock { file in
            let recording = try RecordingFile.read(path)
            let body = try decide(recording)
            try append(at: at, after: recording, body, to: &file)
        }
    }

    /// Writes all events anew and adds one, or changes nothing.
    ///
    /// What the old file held is overwritten, as far as the file system lets it be: it held what must not stay.
    ///
    /// - Parameter redact: answers the line of an event, by its number, as it is to stand there.
    /// - Throws: ``TeachingError`` with `recording_unwritable`, with the file as it was.
    func rewrite(
        at: Double,
        adding body: RecordedEvent.Body,
        _ redact: (RecordedEvent) -> JSONValue
    ) throws {
        try file.withLock { file in
            do {
                guard let old = try PrivateFile.read(path, limit: RecordingFile.limit) else {
                    throw FileError(path: path, reason: "it is not there any more")
                }
                let recording = try RecordingFile.parse(old, name: path)
                let header = String(decoding: old.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
                let lines = recording.events.map { CanonicalJSON.text(redact($0)) }
                let new = Array(([header] + lines).map { $0 + "\n" }.joined().utf8)
                // What cannot be read again must not take the place of what can.
                _ = try RecordingFile.parse(new, name: path)
                try PrivateFile.write(new, to: path)
                RecordingWriter.blank(file.descriptor, count: old.count)
                close(file.descriptor)
                file.descriptor = -1
                file.descriptor = try RecordingWriter.open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
                try append(at: at, after: recording, body, to: &file)
            } catch let error as FileError {
                throw RecordingWriter.failure(error)
            }
        }
    }

    /// Brings everything to the disk.
    public func synchronize() { _ = file.withLock { fdatasync($0.descriptor) } }

    // MARK: The file

    private func append(
        at: Double,
        after recording: Recording,
        _ body: RecordedEvent.Body,
        to file: inout File
    ) throws {
        guard let last = recording.events.last else {
            throw TeachingError(.recordingUnreadable, "\(path): it has not begun yet.")
        }
        try append(at: at, tab: last.tab, document: last.document, body, to: &file)
    }

    private func append(
        at: Double,
        tab: TabID,
        frame: [String] = [],
        document: DocumentID,
        _ body: RecordedEvent.Body,
        to file: inout File
    ) throws {
        let event = RecordedEvent(
            number: file.count + 1,
            at: at,
            tab: tab,
            frame: frame,
            document: document,
            body: body
        )
        try append(line: event.line, to: file)
        file.count += 1
    }

    private func append(line: String, to file: File) throws {
        do {
            try PrivateFile.writeAll(Array((line + "\n").utf8), to: file.descriptor, path: path)
        } catch {
            throw RecordingWriter.failure(error)
        }
    }

    private static func open(_ path: String, _ flags: Int32) throws -> Int32 {
        let descriptor = Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { throw failure(FileError(path: path)) }
        return descriptor
    }

    /// Overwrites a file that has no name any more.
    private static func blank(_ descriptor: Int32, count: Int) {
        // A file that is only appended to would append the blanks too.
        guard fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_APPEND) == 0 else { return }
        let zeros = [UInt8](repeating: 0, count: 65_536)
        var offset = 0
        while offset < count {
            let written = pwrite(descriptor, zeros, min(zeros.count, count - offset), off_t(offset))
            guard written > 0 else { return }
            offset += written
        }
        fdatasync(descriptor)
    }

    private static func failure(_ error: FileError) -> TeachingError {
        TeachingError(.recordingUnwritable, "The recording could not go on: \(error.message)", cause: error)
    }
}
