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

    static let nothing = AppendedObservation(number: 0, isExtension: false, lines: 0, redacted: [:])
}

/// The last ten minutes of what was on the screens, as text, in memory only.
///
/// One ring for each owner, and one bound of bytes for all of them together; the oldest over all goes first. Rules are
/// applied before anything is kept, and again to all that is kept when they have changed. Calls are quick and may come
/// from any thread.
public final class ObservationRings: Sendable {
    /// How long an observation is kept after the last look that saw it.
    public static let span = Duration.seconds(600)
    /// The bytes of all rings together.
    public static let byteLimit = 4 << 20

    /// Whether the system let the memory be locked; when it did not, it may be swapped out.
    public let isLocked: Bool
    private let rules: ScreenRuleBook
    private let now: @Sendable () -> ContinuousClock.Instant
    private let wall: @Sendable () -> Timestamp
    private let rings: Mutex<RingSet>

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
        let arena = try ByteArena(size: byteLimit)
        isLocked = arena.isLocked
        self.rules = rules
        self.now = now
        self.wall = wall
        rings = Mutex(RingSet(arena: arena))
    }

    /// Keeps what was read, less what the rules take out.
    ///
    /// A reading that says what the newest of the same tab said only moves its end.
    ///
    /// - Returns: what was kept; its number is 0 when there was no room for anything.
    @discardableResult
    public func append(_ reading: ScreenReading, of owner: RingOwner, on page: SeenPage) -> AppendedObservation {
        append(reading, of: owner, on: page, seenIn: nil) ?? .nothing
    }

    /// Keeps what was read of a picture that was taken in a generation; nothing when there is a later one by now.
    ///
    /// - Parameters:
    ///   - hidden: how many lines held a stored secret and are not among those of the reading.
    ///   - generation: from before the picture was taken; nil for any.
    /// - Returns: what was kept; its number is 0 when there was no room for anything. Nil when it came too late.
    public func append(
        _ reading: ScreenReading,
        of owner: RingOwner,
        on page: SeenPage,
        hiding hidden: Int = 0,
        seenIn generation: Int?
    ) -> AppendedObservation? {
        let redactor = current()
        let title = LookBounds.shown(page.title)
        let hit = redactor.hit(in: title)
        let page = SeenPage(
            tab: page.tab,
            origin: LookBounds.shortened(LookBounds.shown(page.origin)),
            title: hit == nil ? LookBounds.shortened(title) : "",
            state: page.state,
            degraded: page.degraded
        )
        let (instant, wall) = (now(), wall())
        if reading.isUnchanged, hit == nil, hidden == 0 {
            let extended = change(redactor, instant) { rings -> AppendedObservation? in
                guard rings.isCurrent(generation) else { return nil }
                return rings.extend(page, of: owner, rules: redactor.version, at: instant, wall)
            }
            if let extended { return extended }
        }
        let look = look(reading, page, hit, hidden, redactor, instant, wall)
        return change(redactor, instant) { rings in
            guard rings.isCurrent(generation) else { return nil }
            return rings.append(look, of: owner)
                ?? AppendedObservation(number: 0, isExtension: false, lines: 0, redacted: look.redacted)
        }
    }

    /// Grows with each ``purge(_:)`` and ``outdate()``.
    public var generation: Int { rings.withLock { $0.generation } }

    /// What was seen until now and is not kept yet is not kept any more.
    public func outdate() { rings.withLock { $0.outdate() } }

    /// Notes that nothing was looked at, and why; the next reading is an observation of its own.
    public func note(_ gap: ObservationGap.Reason, of owner: RingOwner) {
        let (instant, wall) = (now(), wall())
        change(current(), instant) { $0.note(gap, of: owner, at: instant, wall) }
    }

    /// What an owner's ring holds.
    ///
    /// - Parameter number: only observations with a greater number.
    public func buffer(of owner: RingOwner, since number: Int? = nil) -> ObservationBuffer {
        let instant = now()
        return change(current(), instant) { rings in
            let ring = rings.rings[owner] ?? RingSet.Ring()
            let entries = ring.kept.filter { $0.number > number ?? 0 }
            return ObservationBuffer(
                observations: entries.map { rings.observation($0, at: instant) },
                gaps: ring.gaps.map(\.gap)
            )
        }
    }

    /// The observations of an owner, oldest first.
    public func observations(of owner: RingOwner, since number: Int? = nil) -> [Observation] {
        buffer(of: owner, since: number).observations
    }

    /// The observation of an owner that was seen last.
    public func newest(of owner: RingOwner) -> Observation? {
        let instant = now()
        return change(current(), instant) { rings in
            rings.rings[owner]?.kept.max { $0.toInstant < $1.toInstant }.map { rings.observation($0, at: instant) }
        }
    }

    /// How long ago an owner's screen was last looked at; nil when its ring is empty.
    public func age(of owner: RingOwner) -> Duration? {
        let instant = now()
        return change(current(), instant) { rings in
            rings.rings[owner]?.kept.map(\.toInstant).max().map { max(.zero, $0.duration(to: instant)) }
        }
    }

    /// The owners whose rings hold something, in a fixed order.
    public var owners: [RingOwner] {
        change(current(), now()) { $0.rings.keys.sorted { $0.description < $1.description } }
    }

    /// Wipes one owner's ring, or all.
    public func purge(_ owner: RingOwner? = nil) {
        rings.withLock { rings in
            rings.outdate()
            rings.purge(owner)
        }
        rules.redactor.forget()
    }

    /// Wipes what is older than ``span``; each call does, and ``expireUntilCancelled()``.
    public func expire() { change(current(), now()) { _ in } }

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
    public var bytes: Int { rings.withLock { $0.arena.used } }

    /// How many observations there are in all rings.
    public var count: Int { rings.withLock { $0.count } }

    /// Whether the bytes stand anywhere in the memory of the rings: for the proof that nothing is left.
    func holds(_ text: String) -> Bool { rings.withLock { $0.arena.holds(Array(text.utf8)) } }

    /// The rules as they are now.
    private func current() -> ScreenRedactor {
        rules.refresh()
        return rules.redactor
    }

    /// Nobody gets to see or change a ring that is not held to the time and to the rules first.
    private func change<Value: Sendable>(
        _ redactor: ScreenRedactor,
        _ instant: ContinuousClock.Instant,
        _ body: (inout RingSet) -> Value
    ) -> Value {
        rings.withLock { rings in
            rings.expire(before: instant - ObservationRings.span)
            rings.apply(redactor)
            return body(&rings)
        }
    }

    private func look(
        _ reading: ScreenReading,
        _ page: SeenPage,
        _ hit: RedactionClass?,
        _ hidden: Int,
        _ redactor: ScreenRedactor,
        _ instant: ContinuousClock.Instant,
        _ wall: Timestamp
    ) -> Look {
        let fitting = LookBounds.fitting(reading.lines)
        let redacted = redactor.redact(fitting.lines)
        var counts = redacted.counts
        if let hit { counts[hit, default: 0] += 1 }
        if hidden > 0 { counts[.secret] = hidden }
        return Look(
            page: page,
            size: reading.size,
            lines: redacted.lines,
            pending: Array(reading.pending.prefix(LookBounds.pending)),
            illegible: Array(reading.illegible.prefix(LookBounds.pending)),
            redacted: counts,
            omitted: fitting.omitted,
            rules: redactor.version,
            instant: instant,
            wall: wall
        )
    }
}
