// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// What one owner's ring holds now.
public struct ObservationBuffer: Sendable, Hashable, Codable {
    /// Oldest first.
    public let observations: [Observation]
    /// Oldest first.
    public let gaps: [ObservationGap]

    /// What a ring held.
    public init(observations: [Observation], gaps: [ObservationGap]) {
        self.observations = observations
        self.gaps = gaps
    }
}

/// What was appended, for the event and the health.
public struct AppendedObservation: Sendable, Hashable {
    /// The observation's number.
    public let number: Int
    /// It said what the one before it of this tab said, whose end was moved.
    public let isExtension: Bool
    /// Lines that it holds.
    public let lines: Int
    /// How many lines each class of rules took out.
    public let redacted: [RedactionClass: Int]
}

/// The last ten minutes of what was on the screens, as text, in memory only.
///
/// One ring for each owner, and one bound of bytes for all of them together; the oldest over all goes first. Rules are
/// applied before anything is kept, and again when they have changed by the time it is read. Calls are quick and may
/// come from any thread.
public final class ObservationRings: Sendable {
    /// How long an observation is kept after the last look that saw it.
    public static let span = Duration.seconds(600)
    /// The bytes of all rings together.
    public static let byteLimit = 4 << 20

    /// Makes rings without content.
    ///
    /// - Parameters:
    ///   - rules: what is taken out; asked at each call, so that new rules count at once.
    ///   - byteLimit: for tests; the appliance keeps to ``byteLimit``.
    ///   - now: the monotonic clock.
    ///   - wall: the time for people.
    /// - Throws: `ScreenTextError` with `memory_unavailable` when the system gives no memory.
    public init(
        rules: ScreenRuleBook,
        byteLimit: Int = ObservationRings.byteLimit,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        wall: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) throws {
        fatalError("being written")
    }

    /// Whether the system let the memory be locked; when it did not, it may be swapped out.
    public var isLocked: Bool { fatalError("being written") }

    /// Keeps what was read, less what the rules take out.
    ///
    /// A reading that says what the newest of the same tab said only moves its end.
    @discardableResult
    public func append(_ reading: ScreenReading, of owner: RingOwner, on page: SeenPage) -> AppendedObservation {
        fatalError("being written")
    }

    /// Notes that nothing was looked at, and why; the next reading is an observation of its own.
    public func note(_ gap: ObservationGap.Reason, of owner: RingOwner) { fatalError("being written") }

    /// What an owner's ring holds.
    ///
    /// - Parameter number: only observations with a greater number.
    public func buffer(of owner: RingOwner, since number: Int? = nil) -> ObservationBuffer {
        fatalError("being written")
    }

    /// The observations of an owner, oldest first.
    public func observations(of owner: RingOwner, since number: Int? = nil) -> [Observation] {
        buffer(of: owner, since: number).observations
    }

    /// The newest observation of an owner.
    public func newest(of owner: RingOwner) -> Observation? { observations(of: owner).last }

    /// How long ago an owner's screen was last looked at; nil when its ring is empty.
    public func age(of owner: RingOwner) -> Duration? { fatalError("being written") }

    /// The owners whose rings hold something.
    public var owners: [RingOwner] { fatalError("being written") }

    /// Wipes one owner's ring, or all.
    public func purge(_ owner: RingOwner? = nil) { fatalError("being written") }

    /// Wipes what is older than ``span``; called at each look and by ``expireUntilCancelled()``.
    public func expire() { fatalError("being written") }

    /// Lets go of what is too old also while nobody looks; runs until its task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    public func expireUntilCancelled() async throws {
        while true {
            expire()
            try await Task.sleep(for: .seconds(5))
        }
    }

    /// Bytes that are in use, of ``byteLimit``.
    public var bytes: Int { fatalError("being written") }

    /// How many observations there are in all rings.
    public var count: Int { fatalError("being written") }
}
