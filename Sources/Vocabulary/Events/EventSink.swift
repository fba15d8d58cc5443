// SPDX-License-Identifier: Apache-2.0

/// Where events go: the audit log, or a recorder of them in a test.
public protocol EventSink: Sendable {
    /// Writes an event and returns when it is durable.
    ///
    /// Whoever is about to act writes the intent first and acts only when this returned.
    ///
    /// - Returns: the number and the time that the log gave it.
    /// - Throws: an ``ExplainedError`` when it could not be written; then the effect must not happen.
    @discardableResult
    func record(_ event: Event) async throws -> EventReceipt

    /// Hands an event over without waiting for the disk, in order with ``record(_:)``.
    ///
    /// For outcomes of effects that have happened already: whoever calls ``record(_:)`` afterwards waits for this one
    /// too. A failure to write shows there.
    func enqueue(_ event: Event)
}

/// The place of an event in the log.
public struct EventReceipt: Sendable, Hashable {
    /// Its number; the next event has the next number.
    public let sequence: Int64
    /// When it was written.
    public let time: Timestamp

    /// Describes one place.
    public init(sequence: Int64, time: Timestamp) {
        self.sequence = sequence
        self.time = time
    }
}
