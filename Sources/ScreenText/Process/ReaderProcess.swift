// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
internal import Vocabulary

/// Reads pictures in a process of its own, which can do nothing else.
///
/// A picture that breaks its decoder, or keeps it busy, costs that one call; the next call starts the process anew. After a
/// minute without pictures it is let go, and with it what it remembers.
public final class ReaderProcess: ScreenReader {
    /// Larger files are refused.
    public static let mostBytes = 64 << 20

    /// The bounds of a reader.
    public struct Limits: Sendable {
        /// How long one picture may take, the start of the process included.
        public var patience = Duration.seconds(10)
        /// After how long without pictures the process is let go.
        public var idle = Duration.seconds(60)
        /// How many pictures may wait; a further one is refused with `reader_late`.
        public var waiting = 16

        /// The usual bounds.
        public init() {}
    }

    private let worker: ReaderWorker

    /// A reader that starts its process when it is needed.
    ///
    /// - Parameters:
    ///   - executable: this program's own file.
    ///   - language: of Tesseract's data, such as `eng`, or several joined by `+`.
    public init(executable: String, language: String = "eng", limits: Limits = Limits()) {
        worker = ReaderWorker(executable: executable, language: language, limits: limits)
    }

    deinit { worker.stop() }

    /// Reads one picture.
    ///
    /// - Throws: `ScreenTextError`; `CancellationError` when the task was cancelled before its picture's turn came.
    public func read(_ picture: ScreenPicture, effort: ReadingEffort) async throws -> ScreenReading {
        guard picture.encoded.count <= ReaderProcess.mostBytes else {
            throw ScreenTextError(
                .pictureTooLarge,
                "The picture has \(picture.encoded.count >> 20) MiB; \(ReaderProcess.mostBytes >> 20) are the most."
            )
        }
        guard picture.masks.count <= ReaderRequest.mostMasks, picture.place.utf8.count <= ReaderRequest.longestPlace
        else {
            throw ScreenTextError(
                .pictureTooLarge,
                "The picture has more than \(ReaderRequest.mostMasks) places to be painted."
            )
        }
        return try await worker.perform(by: effort.deadline) { (reader, deadline) throws(ScreenTextError) in
            try reader.read(picture, effort, by: deadline)
        }
    }

    /// Ends the process, also in the middle of a picture, and waits until it is gone.
    public func forget() async { await worker.forget() }

    /// How many things the confined process could do that it must not: 0 wherever the kernel has what confines it.
    ///
    /// - Throws: `ScreenTextError`.
    public func escapes() async throws -> Int {
        try await worker.perform { (reader, deadline) throws(ScreenTextError) in try reader.escapes(by: deadline) }
    }

    /// What confines the process, in words.
    ///
    /// - Throws: `ScreenTextError`.
    public func confinement() async throws -> [String] {
        let sum = try await worker.perform { (reader, _) throws(ScreenTextError) in reader.confinement }
        return [(1, "seccomp"), (2, "landlock")].filter { sum & $0.0 != 0 }.map(\.1)
    }

    /// The process, while there is one: for its memory and its time.
    public var process: Int32? { worker.process }
}
