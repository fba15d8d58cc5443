// SPDX-License-Identifier: Apache-2.0
internal import Browsing
public import ScreenText
public import ServiceLifecycle
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
    private let reader: any ScreenReader
    private let events: any EventSink
    private let secretLines: @Sendable () -> (@Sendable ([String]) -> Set<Int>)
    private let pressure: @Sendable () -> MachinePressure
    private let now: @Sendable () -> ContinuousClock.Instant
    private let meter: @Sendable () -> Duration
    private let book: Mutex<ObserverBook>
    private let pictures: AsyncStream<Void>
    private let picture: AsyncStream<Void>.Continuation
    /// Wakes who waits for the next tick.
    private let wake = Mutex<AsyncStream<Void>.Continuation?>(nil)
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
    public var report: ObserverHealth { book.withLock { $0.report(source: source.name, at: now(), .now()) } }

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

    private func note(_ reason: ObservationGap.Reason, at place: TabID, of owner: RingOwner, isOnlyOne: Bool = true) {
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

    // MARK: Reading

    /// Reads what waits, until nothing does.
    public func readWaiting() async {
        while let (picture, effort) = book.withLock({ $0.next() }) { await read(picture, effort) }
        finish(isForced: false)
    }

    private func read(_ waiting: WaitingPicture, _ effort: ReadingEffort) async {
        do {
            let reading = try await reading(of: waiting, effort)
            let (isOld, pace) = book.withLock { book in
                book.read(reading, at: now())
                return (book.epoch != waiting.epoch, book.pace)
            }
            guard !isOld else { return }
            keep(reading, of: waiting, pace)
        } catch let error as ScreenTextError {
            failed(error, waiting)
        } catch {
            guard !Task.isCancelled else { return }
            failed(ScreenTextError(.readerEnded, "The reader failed."), waiting)
        }
    }

    /// A reader that was late or ended is asked once more: it begins anew, and what kept it may be no fault of the picture's.
    private func reading(of waiting: WaitingPicture, _ effort: ReadingEffort) async throws -> ScreenReading {
        do { return try await reader.read(waiting.taken.picture, effort: effort) } catch let error as ScreenTextError {
            guard [.readerLate, .readerEnded].contains(error.reason), book.withLock({ $0.retry(waiting) }) else {
                throw error
            }
            return try await reader.read(waiting.taken.picture, effort: effort)
        }
    }

    /// Stored secrets are looked for first: they are known by letter, which no rule of the ring's is.
    private func keep(_ reading: ScreenReading, of waiting: WaitingPicture, _ pace: ObserverPace) {
        let begun = meter()
        defer { book.withLock { $0.spend(meter() - begun) } }
        let secretLines = secretLines()
        let secret = secretLines(reading.lines.map(\.text))
        let lines = reading.lines.enumerated().filter { !secret.contains($0.offset) }.map(\.element)
        let clean = ScreenReading(
            isUnchanged: reading.isUnchanged,
            lines: lines,
            pending: reading.pending,
            illegible: reading.illegible,
            size: reading.size,
            cost: reading.cost
        )
        let title = waiting.taken.title
        let page = SeenPage(
            tab: waiting.place,
            origin: waiting.taken.origin,
            title: secretLines([title]).isEmpty ? title : "",
            state: pace.state ?? .minimal,
            degraded: pace.reason?.rawValue
        )
        // A purge or a pause may have come since the book was asked.
        let kept = rings.append(
            clean,
            of: waiting.owner,
            on: page,
            hiding: reading.lines.count - lines.count,
            seenIn: waiting.generation
        )
        // What stands there all the time is counted once.
        guard let kept, !kept.isExtension else { return }
        let counts = Dictionary(uniqueKeysWithValues: kept.redacted.map { ($0.key.rawValue, $0.value) })
        book.withLock { $0.kept(lines: kept.lines, redacted: counts) }
    }

    private func failed(_ error: ScreenTextError, _ waiting: WaitingPicture) {
        // A reader that was told to forget leaves what it is reading: that is no failure.
        guard book.withLock({ $0.epoch == waiting.epoch }) else { return }
        let end: TickMeasure.End? =
            switch error.reason {
            case .readerEnded, .readerLate: .readerFailed
            case .languageMissing: .languageMissing
            // What is wrong with one picture says nothing of the reader.
            case .pictureUnreadable, .pictureTooLarge, .memoryUnavailable, .rulesInvalid: nil
            }
        if let end { book.withLock { $0.failed(end, at: waiting.place) } }
        note(.unreadable, at: waiting.place, of: waiting.owner)
    }

    /// Closes the tick when all of it is done, or when the next one begins; there is one event for it at most.
    private func finish(isForced: Bool) {
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

    // MARK: People

    /// Takes no picture until it is resumed; what waits is not read any more.
    public func pause(by principal: String) {
        let isNew = book.withLock { book in
            guard !book.isPaused else { return false }
            book.isPaused = true
            book.forgetPictures()
            return true
        }
        guard isNew else { return }
        rings.outdate()
        for owner in rings.owners { rings.note(.paused, of: owner) }
        tell(.observerState, .succeeded, ["state": "paused", "principal": .string(principal)])
    }

    /// Looks again, also when it had given up.
    public func resume(by principal: String) {
        let (isNew, pace) = book.withLock { book in
            let isNew = !book.isLive
            book.resume()
            return (isNew, book.pace)
        }
        guard isNew else { return }
        tellState(pace, ["principal": .string(principal)])
        wake.withLock { $0 }?.yield()
    }

    /// Forgets what was seen: the rings, the pictures that wait, and all that the reader knows.
    ///
    /// - Parameter owner: nil for everybody's.
    public func purge(_ owner: RingOwner? = nil, by principal: String) async {
        book.withLock { $0.forgetPictures() }
        rings.purge(owner)
        await reader.forget()
        // What was being read meanwhile belongs to what is to be forgotten.
        rings.purge(owner)
        let whose: JSONValue = owner.map { .string($0.description) } ?? "all"
        tell(.observationsPurged, .succeeded, ["owner": whose, "principal": .string(principal)])
    }

    private func tellState(_ pace: ObserverPace, _ more: [String: JSONValue] = [:]) {
        var extra = more
        extra["state"] = .string(pace.state?.rawValue ?? "off")
        if let reason = pace.reason { extra["reason"] = .string(reason.rawValue) }
        tell(.observerState, pace.state == nil ? .failed : .succeeded, extra)
    }

    private func tell(_ name: EventName, _ outcome: EventOutcome, _ extra: [String: JSONValue]) {
        events.enqueue(Event(name, source: .observer, outcome: outcome, correlationID: correlation, extra: extra))
    }
}

extension ScreenObserver: Service {
    /// Looks until the appliance shuts down; then everything that was seen is wiped.
    public func run() async throws {
        tellState(book.withLock { $0.pace })
        await cancelWhenGracefulShutdown { [self] in
            await withDiscardingTaskGroup { group in
                group.addTask { [self] in for await _ in pictures { await readWaiting() } }
                group.addTask { [self] in try? await rings.expireUntilCancelled() }
                await lookUntilCancelled()
                group.cancelAll()
            }
        }
        rings.purge()
        await reader.forget()
    }

    private func lookUntilCancelled() async {
        while !Task.isCancelled {
            let begun = ContinuousClock.now
            await tick()
            let interval = book.withLock { $0.pace.interval } ?? .seconds(5)
            await sleep(until: begun + interval)
        }
    }

    /// Sleeps, or is woken by whoever resumes.
    ///
    /// A stream that was given up once gives nothing any more, so each sleep has one.
    private func sleep(until time: ContinuousClock.Instant) async {
        let (wakes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        wake.withLock { $0 = continuation }
        _ = try? await withDeadline(Deadline(instant: time), waitingFor: "the next tick") {
            for await _ in wakes { return }
        }
    }
}
