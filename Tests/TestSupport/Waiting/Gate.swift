// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// A place where the code under test is held until the test lets it go on.
///
/// ```swift
/// let gate = Gate()
/// // … an answer is held by the gate …
/// try await gate.waitForArrival()   // now it is certain that the request has come
/// gate.open()                       // and now it is answered
/// ```
public final class Gate: Sendable {
    private struct Contents: Sendable {
        var isOpen = false
        var arrivals = 0
    }

    private let contents = Watched(Contents())

    /// A closed gate.
    public init() {}

    /// Lets everybody through, those who wait and those who come later.
    public func open() { contents.update { $0.isOpen = true } }

    /// Waits until the gate is open.
    ///
    /// - Parameter deadline: when to give up; 60 seconds ahead when nothing is said.
    /// - Throws: ``VocabularyError`` with `deadline_exceeded`, or `CancellationError`.
    public func pass(deadline: Deadline = .after(.seconds(60))) async throws {
        contents.update { $0.arrivals += 1 }
        try await contents.wait(for: "the gate to open", deadline: deadline) { $0.isOpen ? () : nil }
    }

    /// Waits until so many have come to the gate.
    ///
    /// - Throws: ``VocabularyError`` with `deadline_exceeded`, or `CancellationError`.
    public func waitForArrival(count: Int = 1, deadline: Deadline = .after(.seconds(20))) async throws {
        try await contents.wait(for: "\(count) to come to the gate", deadline: deadline) {
            $0.arrivals >= count ? () : nil
        }
    }
}
