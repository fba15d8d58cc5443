// SPDX-License-Identifier: Apache-2.0
internal import ScreenText
internal import Vocabulary

/// What the observer knows of itself: a value that says what a tick may do and takes in what came of it.
struct ObserverBook: Sendable {
    /// The places that one tick looks at.
    static let placeLimit = 8
    /// In how many ticks each place has been looked at, whatever the budget says, for as long as ``placeLimit`` allows it.
    static let patience = 3
    /// The ticks that are remembered.
    static let historyLimit = 120
    /// The ticks that a place is left out for after the reader failed at it.
    static let sparedTicks = 6
    /// After how long it tries again by itself when it has given up.
    static let rest: Duration = .seconds(300)

    var pace: ObserverPace
    var budget = ObserverBudget()
    var waiting = WaitingPictures()
    var isPaused = false
    /// Grows with each purge and pause.
    var epoch = 0
    /// The tick that is under way, or whose pictures still wait.
    var tick: TickRecord?
    var isReading = false
    var isLooking = false
    private(set) var history: [TickRecord] = []
    private(set) var ticks = 0
    private(set) var redacted: [String: Int] = [:]
    private(set) var gaps: [ObservationGap.Reason: Int] = [:]
    private(set) var began: ContinuousClock.Instant?
    private(set) var read: ContinuousClock.Instant?
    private(set) var pending = 0
    private(set) var places = 0
    /// The place that was looked at last: the next tick begins behind it.
    private var last: TabID?
    /// The tick until which each place is left out.
    private var spared: [TabID: Int] = [:]
    /// When it gave up.
    private var gaveUp: ContinuousClock.Instant?
    /// The gap that each place is in, so that its beginning is told once.
    private var gapped: [TabID: ObservationGap.Reason] = [:]

    init(share: Double) { pace = ObserverPace(share: share) }

    /// Whether looks are taken.
    var isLive: Bool { !isPaused && pace.state != nil }

    /// Why none is taken.
    var idleReason: ObservationGap.Reason? { isPaused ? .paused : pace.state == nil ? .off : nil }

    // MARK: A tick

    /// Begins one.
    mutating func begin(at now: ContinuousClock.Instant, _ time: Timestamp) {
        budget.begin(elapsed: began.map { $0.duration(to: now) }, allowance: pace.allowance, share: pace.share)
        began = now
        ticks += 1
        isLooking = true
        tick = TickRecord(began: time, start: now, state: pace.state ?? .normal, allowance: pace.allowance)
    }

    /// The places that a tick looks at, those first that wait longest.
    mutating func choose<Place>(of places: [Place], named name: (Place) -> TabID) -> [Place] {
        self.places = places.count
        gapped = gapped.filter { gap in places.contains { name($0) == gap.key } }
        let start = last.flatMap { last in places.firstIndex { name($0) == last } }.map { $0 + 1 } ?? 0
        let turned = places[min(start, places.count)...] + places[..<min(start, places.count)]
        return Array(turned.prefix(ObserverBook.placeLimit))
    }

    /// How many of so many places a tick looks at although the budget is used up: what is unread on them is named at least.
    static func leastPlaces(of count: Int) -> Int { min(placeLimit, max(1, (count + patience - 1) / patience)) }

    /// Whether a place is left out of this tick, because the reader failed at it not long ago.
    mutating func isSpared(_ place: TabID) -> Bool {
        spared = spared.filter { $0.value >= ticks }
        guard spared[place] != nil else { return false }
        tick?.spared += 1
        return true
    }

    /// Notes that the reader failed at a place.
    mutating func failed(_ end: TickMeasure.End, at place: TabID) {
        switch end {
        case .languageMissing: tick?.end = end
        case .whole, .readerFailed, .captureFailed:
            tick?.failures += 1
            spared[place] = ticks + ObserverBook.sparedTicks
        }
    }

    /// Notes that a place was looked at.
    mutating func looked(at place: TabID) { last = place }

    /// Notes that a place was not pictured.
    ///
    /// - Returns: whether that is new.
    mutating func gap(_ reason: ObservationGap.Reason, at place: TabID) -> Bool {
        tick?.gaps[reason, default: 0] += 1
        gaps[reason, default: 0] += 1
        return gapped.updateValue(reason, forKey: place) != reason
    }

    /// Notes a picture.
    mutating func took(_ picture: WaitingPicture) {
        gapped[picture.place] = nil
        tick?.pictures += 1
        tick?.cost += picture.taken.cost
        budget.spend(picture.taken.cost)
        if waiting.put(picture) { tick?.replaced += 1 }
    }

    /// Takes the next picture for the reader; nil when none waits.
    mutating func next() -> (picture: WaitingPicture, effort: ReadingEffort)? {
        while let picture = waiting.take() {
            guard picture.epoch == epoch else { continue }
            isReading = true
            return (picture, pace.effort(budget: budget.forReading(of: waiting.count + 1)))
        }
        isReading = false
        return nil
    }

    /// Notes what a picture cost to read.
    mutating func read(_ reading: ScreenReading, at now: ContinuousClock.Instant) {
        budget.spend(reading.cost.processor)
        read = now
        tick?.read += 1
        pending = reading.pending.count
        tick?.cost += reading.cost.processor
        tick?.unchanged += reading.isUnchanged ? 1 : 0
        tick?.recognised += reading.cost.recognised
        tick?.known += reading.cost.known
        tick?.pending += reading.pending.count
        if let tick { self.tick?.wall = tick.start.duration(to: now) - tick.wasted }
    }

    /// Whether a picture at which the reader failed is to be read once more; what is to be forgotten is not.
    mutating func retry(_ picture: WaitingPicture) -> Bool {
        guard picture.epoch == epoch else { return false }
        tick?.retried += 1
        return true
    }

    /// Notes what else it cost, of our own processor.
    mutating func spend(_ cost: Duration) {
        budget.spend(cost)
        tick?.cost += cost
    }

    /// Notes what was kept of it.
    mutating func kept(lines: Int, redacted counts: [String: Int]) {
        tick?.lines += lines
        tick?.redacted.merge(counts) { $0 + $1 }
        redacted.merge(counts) { $0 + $1 }
    }

    /// Ends the tick once everything is read, or when the next one begins.
    ///
    /// - Returns: the tick, and whether the pace is another one now; nil when it goes on.
    mutating func end(
        at now: ContinuousClock.Instant,
        under pressure: @autoclosure () -> MachinePressure,
        isForced: Bool
    ) -> (tick: TickRecord, isOtherPace: Bool)? {
        guard var tick, isForced || (!isLooking && !isReading && waiting.count == 0) else { return nil }
        self.tick = nil
        // One picture that breaks the reader beside others that do not says nothing of the reader.
        if tick.failures > 0, tick.read == 0, tick.end == .whole { tick.end = .readerFailed }
        if isForced { tick.wall = tick.start.duration(to: now) - tick.wasted }
        let measure = TickMeasure(cost: tick.cost, wall: tick.wall, end: tick.end, pressure: pressure())
        // Nothing was read only because what broke the reader is left out: neither good nor bad.
        let isIdle = tick.spared > 0 && tick.read == 0 && tick.end == .whole
        let isOther = isIdle ? false : pace.note(measure)
        if isOther { gaveUp = pace.state == nil ? now : nil }
        history = Array((history + [tick]).suffix(ObserverBook.historyLimit))
        return (tick, isOther)
    }

    // MARK: People

    mutating func forgetPictures() {
        epoch += 1
        waiting.removeAll()
        pending = 0
    }

    /// Begins anew after it was off.
    mutating func resume() {
        isPaused = false
        if pace.state == nil { restart() }
        began = nil
    }

    /// Begins anew by itself, when it gave up long enough ago.
    ///
    /// - Returns: whether it did.
    mutating func tryAgain(at now: ContinuousClock.Instant) -> Bool {
        guard !isPaused, pace.state == nil, let gaveUp, gaveUp.duration(to: now) >= ObserverBook.rest else {
            return false
        }
        restart()
        began = nil
        return true
    }

    private mutating func restart() {
        pace.restart()
        gaveUp = nil
        spared = [:]
    }

    func report(source: String, at now: ContinuousClock.Instant) -> ObserverHealth {
        let known = history + [tick].compactMap(\.self)
        let span = known.first.map { $0.start.duration(to: now) } ?? .zero
        let cost = known.reduce(Duration.zero) { $0 + $1.cost }
        return ObserverHealth(
            state: pace.state,
            reason: pace.reason,
            isPaused: isPaused,
            source: source,
            interval: pace.interval ?? .seconds(5),
            share: pace.share,
            used: cost / max(span, .seconds(5)),
            snapshotAge: read.map { $0.duration(to: now) },
            tickAge: began.map { $0.duration(to: now) },
            ticks: ticks,
            pending: pending,
            redacted: redacted,
            gaps: gaps,
            history: known,
            places: places,
            retryIn: gaveUp.map { max(.zero, ObserverBook.rest - $0.duration(to: now)) }
        )
    }
}
