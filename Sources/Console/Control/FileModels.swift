// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// A file that a run has brought.
public struct FileSummary: Sendable, Codable, Hashable {
    /// Its number in the run, from 1.
    public var number: Int
    /// The step that brought it.
    public var step: StepID
    /// What it is called, for people; never a path.
    public var name: String
    /// How many bytes it has.
    public var bytes: Int
    /// SHA-256 of them, in hexadecimal.
    public var sha256: String
    /// Describes a file.
    public init(number: Int, step: StepID, name: String, bytes: Int, sha256: String) {
        self.number = number
        self.step = step
        self.name = name
        self.bytes = bytes
        self.sha256 = sha256
    }
}

/// A file with what is in it.
public struct FileContent: Sendable {
    /// What a list shows.
    public var summary: FileSummary
    /// Its bytes, piece by piece, as they are asked for.
    public var pieces: AsyncThrowingStream<[UInt8], any Error>
    /// Puts both together.
    public init(summary: FileSummary, pieces: AsyncThrowingStream<[UInt8], any Error>) {
        self.summary = summary
        self.pieces = pieces
    }
}
