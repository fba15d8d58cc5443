// SPDX-License-Identifier: Apache-2.0
internal import Browsing
public import ScreenText
internal import Synchronization
public import Vocabulary

/// Looks at the screen every few seconds and keeps what it said, as text in memory.
///
/// Two tasks: one takes pictures, one has them read. Taking never waits for reading: one picture of each place waits at
/// most, and the newest wins.
public final class ScreenObserver: Sendable {
    /// How long one look at a page may take.
    private static let patience: Duration = .seconds(4)

    /// What has been seen.
    public let rings: ObservationRings
    private let source: any PictureSource
    let reader: any ScreenReader
    private let events: any EventSink
    let secretLines: @Sendable () -> (@Sendable ([String]) -> Set<Int>)
    private let pressure: @Sendable () -> MachinePressure
    let now: @Sendable () -> ContinuousClock.Instant
    let meter: @Sendable () -> Duration
    let book: Mutex<ObserverBook>
    let pictures: AsyncStream<Void>
    private let picture: AsyncStream<Void>.Continuation
    /// Wakes who waits for the next tick.
    let wake = Mutex<AsyncStream<Void>.Continuation?>(nil)
    private let correlation = CorrelationID.new()

    /// Joins its parts; it does nothing before ``run()``.
    ///
    /// - Parameters:
    ///   - source: where pictures come from.
    ///   - reader: reads them.
    ///   - rings: keep what was read.
    ///   - events: hear of ticks, gaps and states; counts, durations and classes only.
    ///   - share: of one processor.
    ///   - secretLines: makes what finds the lines that hold a stored secret; made anew for each picture.
    ///   - pressure: what the machine is like.
    ///   - now: the monotonic clock.
    ///   - meter: time that this thread has had of a processor, for what taking secrets out of the text costs.
    public init(
        source: any PictureSource,
        reader: any ScreenReader,
        rings: ObservationRings,
        events: any EventSink,
        share: Double = 0.05,
        secretLines: @escaping @Sendable () -> (@Sendable ([String]) -> Set<Int>) = { { _ in [] } },
        pressure: @escaping @Sendable () -> MachinePressure = MachinePressure.now,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        meter: @escaping @Sendable () -> Duration = ThreadTime.now
    ) {
        self.source = source
        self.reader = reader
        self.rings = rings
        self.events = events
        self.secretLines = secretLines
        self.pressure = pressure
        self.now = now
        self.meter = meter
        book = Mutex(ObserverBook(share: share))
        (pictures, picture) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// How it is.
    public var report: ObserverHealth { book.withLock { $0.report(source: source.name, at: now()) } }

    // MARK: Looking

    /// One tick: looks at each place whose turn it is, and hands the pictures to the reader.
    public func tick() async {
        finish(isForced: true)
        let places = await source.places()
        if let pace = book.withLock({ $0.tryAgain(at: now()) ? $0.pace : nil }) { tellState(pace) }
        if let idle = book.withLock({ $0.idleReason }) {
            for place in places { rings.note(idle, of: place.owner) }
            return
        }
        // Before the book's: a purge between them throws away one picture too many rather than too few.
        let generation = rings.generation
        let (chosen, epoch) = book.withLock { book in
            book.begin(at: now(), .now())
            return (book.choose(of: places) { $0.id }, book.epoch)
        }
        var failures = 0
        // Of a person's two tabs the one that may be seen is not cut into pieces by the one that may not.
        let seen = Set(places.filter { $0.verdict == .yes }.map(\.owner))
        for (number, place) in chosen.enumerated() {
            // What others cost before must not be paid by those who come last each time: they are first in the next tick.
            // But nobody waits for more than three ticks.
            let least = ObserverBook.leastPlaces(of: places.count)
            guard number < least || book.withLock({ $0.budget.left > .zero }) else {
                book.withLock { $0.tick?.deferred += chosen.count - number }
                break
            }
            if await !look(at: place, (epoch, generation), besides: seen) { failures += 1 }
        }
        let isFailed = failures > 0 && failures == chosen.count
        book.withLock { book in
            book.isLooking = false
            if isFailed { book.tick?.end = .captureFailed }
        }
        finish(isForced: false)
    }

    /// - Returns: false when no picture could be taken.
    private func look(
        at place: LookedPlace,
        _ age: (epoch: Int, generation: Int),
        besides seen: Set<RingOwner>
    ) async -> Bool {
        let isSpared = book.withLock { book in
            book.looked(at: place.id)
            return book.isSpared(place.id)
        }
        guard !isSpared else {
            note(.unreadable, at: place, isOnlyOne: !seen.contains(place.owner))
            return true
        }
        let taken: PictureTaken
        let begun = now()
        do {
            taken = try await withDeadline(.after(ScreenObserver.patience), waitingFor: "the page's picture") {
                try await place.picture(deadline: .after(ScreenObserver.patience))
            }
        } catch {
            let wasted = begun.duration(to: now())
            book.withLock { $0.tick?.wasted += wasted }
            if !Task.isCancelled { note(.captureFailed, at: place, isOnlyOne: !seen.contains(place.owner)) }
            return ScreenObserver.isGone(error)
        }
        switch taken {
        case .none(let reason): note(reason, at: place, isOnlyOne: !seen.contains(place.owner))
        case .picture(let shot):
            let waiting = WaitingPicture(
                taken: shot,
                place: place.id,
                owner: place.owner,
                epoch: age.epoch,
                generation: age.generation
            )
            book.withLock { $0.took(waiting) }
            picture.yield()
        }
        return true
    }

    /// A tab that is gone, or whose page is, is no failure of looking.
    private static func isGone(_ error: any Error) -> Bool {
        guard let error = error as? BrowsingError else { return Task.isCancelled }
        return [.tabClosed, .tabCrashed, .documentGone].contains(error.reason)
    }

    private func note(_ reason: ObservationGap.Reason, at place: LookedPlace, isOnlyOne: Bool) {
        note(reason, at: place.id, of: place.owner, isOnlyOne: isOnlyOne)
    }

    func note(_ reason: ObservationGap.Reason, at place: TabID, of owner: RingOwner, isOnlyOne: Bool = true) {
        let isNew = book.withLock { $0.gap(reason, at: place) }
        if isNew || isOnlyOne { rings.note(reason, of: owner) }
        guard isNew else { return }
        tell(.observationGap, .succeeded, ["reason": .string(reason.rawValue), "owner": .string(owner.description)])
    }

    // MARK: What was seen

    /// What an owner's ring holds, without lines that hold a stored secret: it may have been stored after they were seen.
    ///
    /// - Parameter number: only observations with a greater number.
    public func buffer(of owner: RingOwner, since number: Int? = nil) -> ObservationBuffer {
        let buffer = rings.buffer(of: owner, since: number)
        let find = secretLines()
        return ObservationBuffer(observations: buffer.observations.map { $0.hiding(find) }, gaps: buffer.gaps)
    }

    /// Closes the tick when all of it is done, or when the next one begins; there is one event for it at most.
    func finish(isForced: Bool) {
        let ended = book.withLock { book in
            book.end(at: now(), under: pressure(), isForced: isForced).map { ($0.tick, $0.isOtherPace, book.pace) }
        }
        guard let (tick, isOtherPace, pace) = ended else { return }
        if tick.isNews {
            tell(
                tick.isSlow ? .observationTickSlow : .observationTick,
                tick.end == .whole ? .succeeded : .failed,
                tick.extra
            )
        }
        if isOtherPace { tellState(pace) }
    }

    func tellState(_ pace: ObserverPace, _ more: [String: JSONValue] = [:]) {
        var extra = more
        extra["state"] = .string(pace.state?.rawValue ?? "off")
        if let reason = pace.reason { extra["reason"] = .string(reason.rawValue) }
        tell(.observerState, pace.state == nil ? .failed : .succeeded, extra)
    }

    func tell(_ name: EventName, _ outcome: EventOutcome, _ extra: [String: JSONValue]) {
        events.enqueue(Event(name, source: .observer, outcome: outcome, correlationID: correlation, extra: extra))
    }
}
