// SPDX-License-Identifier: Apache-2.0

/// A point on the monotonic clock by which something must be over.
///
/// A deadline is passed down instead of a duration, so that what several waits take together stays inside what was
/// promised.
public struct Deadline: Sendable, Hashable {
    /// The instant itself.
    public let instant: ContinuousClock.Instant

    /// The deadline that lies a duration ahead of now.
    public static func after(_ duration: Duration) -> Deadline { Deadline(instant: .now + duration) }

    /// The deadline at an instant.
    public init(instant: ContinuousClock.Instant) { self.instant = instant }

    /// What is left; never negative.
    public var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: instant)) }

    /// Whether it has passed.
    public var hasPassed: Bool { ContinuousClock.now >= instant }

    /// The deadline that lies a duration behind this one.
    public func later(by duration: Duration) -> Deadline { Deadline(instant: instant + duration) }

    /// The earlier of this deadline and one that lies a duration ahead.
    public func orAfter(_ duration: Duration) -> Deadline { Deadline(instant: min(instant, .now + duration)) }
}

/// Runs an operation and gives up when the deadline passes.
///
/// - Parameters:
///   - deadline: when to give up.
///   - what: names the thing waited for, for the error: `the page's load event`.
///   - operation: the work; it is cancelled when the deadline passes, and must then return.
/// - Returns: what the operation returned.
/// - Throws: ``VocabularyError`` with `deadline_exceeded`, or what the operation throws.
public func withDeadline<Value: Sendable>(
    _ deadline: Deadline,
    waitingFor what: String,
    _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        defer { group.cancelAll() }
        group.addTask(operation: operation)
        group.addTask {
            try await Task.sleep(until: deadline.instant, clock: .continuous)
            throw VocabularyError(
                code: .deadlineExceeded,
                message: "Gave up waiting for \(what): its deadline has passed."
            )
        }
        guard let first = try await group.next() else { preconditionFailure("A group of two tasks had no result.") }
        return first
    }
}
