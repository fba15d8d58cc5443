// SPDX-License-Identifier: Apache-2.0

/// What is left of lines, and what went.
public struct RedactedLines: Sendable, Hashable {
    /// The lines that may be kept, in their order.
    public let lines: [ReadLine]
    /// How many lines each class took out.
    public let counts: [RedactionClass: Int]
}

/// Takes out lines that hold secrets, although letters of them were read wrong.
///
/// A hit takes the whole line, because what is left of a secret is often enough to find the rest.
public struct ScreenRedactor: Sendable {
    /// Two redactors of the same version take out the same.
    public let version: Int

    /// What a line would be taken out for, looked at by itself; nil when it may be kept.
    public func hit(in text: String) -> RedactionClass? { fatalError("being written") }

    /// The lines of one picture, in reading order: labels count for the line beside or below them, too, and a block of
    /// a key to its end.
    public func redact(_ lines: [ReadLine]) -> RedactedLines { fatalError("being written") }
}
