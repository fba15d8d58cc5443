// SPDX-License-Identifier: Apache-2.0

/// Reads pictures one after another, and only what is new on each.
///
/// The work itself, without a process around it. Whether a picture is new, and which lines of it are, is decided by exact
/// comparison alone: every similarity that others use overlooks a number that changed. What changes where no line can be
/// (a film, a picture that fades) makes no picture new.
///
/// - Important: One thread uses it.
final class ScreenEye {
    /// Pictures of more places than this are not remembered at once; the one seen longest ago is forgotten first.
    static let mostPlaces = 48
    /// Words of which the engine is less sure are not kept.
    static let leastConfidence: UInt8 = 40

    private let engine: any LineEngine
    private let clock: EyeClock
    private var cache: LineCache
    private var places: [String: PlaceMemory] = [:]

    init(engine: any LineEngine, clock: EyeClock = .machine, limits: LineCache.Limits = LineCache.Limits()) {
        self.engine = engine
        self.clock = clock
        cache = LineCache(limits: limits)
    }

    /// Reads one picture.
    ///
    /// - Throws: ``ScreenTextError`` with `picture_unreadable` or `picture_too_large`; what was known stays.
    func read(_ picture: ScreenPicture, effort: ReadingEffort) throws(ScreenTextError) -> ScreenReading {
        let meter = ReadingMeter(clock)
        cache.expire(at: clock.now())
        places = places.filter { clock.now() - $0.value.seen <= cache.limits.age }
        let encoded = PixelFingerprint(encoded: picture.encoded, masks: picture.masks)
        if let known = unchanged(picture.place, effort, { $0.encoded == encoded }) {
            return reading(known, true, meter)
        }
        let frame = try PictureDecoder.decode(picture.encoded)
        frame.paint(picture.masks)
        let found = LineSegments.look(in: frame)
        var spots = spots(found.boxes, in: frame, after: places[picture.place]?.spots ?? [])
        let isSame: (PlaceMemory) -> Bool = {
            $0.size == frame.bounds && $0.skipped == found.skipped
                && $0.spots.elementsEqual(spots) { $0.key == $1.key && $0.box == $1.box }
        }
        if let known = unchanged(picture.place, effort, isSame) {
            places[picture.place]?.encoded = encoded
            return reading(known, true, meter)
        }
        meter.known = spots.count { $0.isKnown }
        readNew(&spots, frame, effort, meter)
        let memory = PlaceMemory(
            encoded: encoded,
            spots: spots,
            skipped: found.skipped,
            minimumHeight: effort.minimumHeight,
            size: frame.bounds,
            seen: clock.now()
        )
        remember(memory, picture.place)
        return reading(memory, false, meter)
    }

    private func unchanged(
        _ place: String,
        _ effort: ReadingEffort,
        _ isSame: (PlaceMemory) -> Bool
    ) -> PlaceMemory? {
        guard let known = places[place], isSame(known), !known.isIncomplete(effort) else { return nil }
        let now = clock.now()
        places[place]?.seen = now
        // What stands there for long is still seen, and not to be read anew when something beside it changes.
        for spot in known.spots { _ = cache.entry(for: spot.key, at: now) }
        return known
    }

    /// The spots of a new picture, with what is known of them.
    private func spots(_ boxes: [PixelBox], in frame: PixelFrame, after last: [PlaceMemory.Spot]) -> [PlaceMemory.Spot]
    {
        let now = clock.now()
        return
            boxes
            .map { box in
                let key = PixelFingerprint(of: box, in: frame)
                var spot = PlaceMemory.Spot(box: box, key: key)
                if let entry = cache.entry(for: key, at: now) {
                    spot.take(entry)
                    return spot
                }
                guard let before = PlaceMemory.spot(at: box, in: last) else { return spot }
                // What has come to rest is read like anything else.
                spot.changes = before.key == key ? 0 : before.changes + 1
                spot.failures = before.key == key ? before.failures : 0
                spot.waited = before.isKnown ? 0 : before.waited + 1
                spot.lines = before.lines
                return spot
            }
    }

    private func readNew(
        _ spots: inout [PlaceMemory.Spot],
        _ frame: PixelFrame,
        _ effort: ReadingEffort,
        _ meter: ReadingMeter
    ) {
        let order = ReadingOrder.order(spots).filter { spots[$0.index].box.height >= effort.minimumHeight }
        // A third of what changes all the time is read in each picture: then all of it is after three, and the work is
        // the same in each.
        var restless = effort.isThorough ? order.count : order.count { spots[$0.index].isRestless } / 3
        for (index, turn) in order {
            guard meter.processor < effort.budget, turn != .restless || restless > 0 else { break }
            if spots[index].isRestless { restless -= 1 }
            // What is another thing in the next picture is read quickly: so that a page of it fits into three.
            let isHurried = effort.isHurried || (spots[index].isRestless && !effort.isThorough)
            // The same pixels may stand in several places of one picture.
            guard
                let entry = cache.entry(for: spots[index].key, at: clock.now())
                    ?? recognise(spots[index].box, frame, isHurried, meter)
            else {
                // It may hold text, so it stays unread.
                spots[index].failures += 1
                continue
            }
            cache.keep(entry, for: spots[index].key, at: clock.now())
            spots[index].take(entry)
        }
    }

    /// What the engine reads; nil when the place is too large for it, or it did not come to an end.
    private func recognise(_ box: PixelBox, _ frame: PixelFrame, _ isHurried: Bool, _ meter: ReadingMeter)
        -> LineCache.Entry?
    {
        guard box.area <= LineCrop.mostPixels else { return nil }
        guard let crop = LineCrop(of: box, in: frame, scale: isHurried ? 1.25 : 1.5) else {
            return LineCache.Entry(lines: [], isIllegible: false)
        }
        meter.recognised += 1
        guard let recognised = engine.read(crop) else { return nil }
        let lines = recognised.compactMap { ScreenEye.line($0, of: crop) }
        let letters = recognised.flatMap(\.words).reduce(0) { $0 + $1.text.count }
        return LineCache.Entry(lines: lines, isIllegible: lines.isEmpty && letters >= 4 && box.width >= 3 * box.height)
    }

    private static func line(_ line: RecognisedLine, of crop: LineCrop) -> ReadLine? {
        var words: [RecognisedWord] = []
        var gaps: [Int] = []
        for word in line.words {
            if word.confidence >= leastConfidence {
                words.append(word)
            } else if gaps.last != words.count {
                gaps.append(words.count)
            }
        }
        guard let first = words.first else { return nil }
        let box = words.dropFirst().reduce(first.box) { $0.union($1.box) }
        return ReadLine(
            text: words.map(\.text).joined(separator: " "),
            box: crop.place(of: box),
            confidences: words.map(\.confidence),
            gaps: gaps
        )
    }

    private func remember(_ memory: PlaceMemory, _ place: String) {
        places[place] = memory
        guard places.count > ScreenEye.mostPlaces else { return }
        if let oldest = places.min(by: { $0.value.seen < $1.value.seen }) { places[oldest.key] = nil }
    }

    /// What a place says now.
    ///
    /// A spot that changes all the time says what it said last until its turn comes, and is pending.
    private func reading(_ memory: PlaceMemory, _ isUnchanged: Bool, _ meter: ReadingMeter) -> ScreenReading {
        let shown = memory.spots.filter { $0.isKnown || $0.isRestless }
        return ScreenReading(
            isUnchanged: isUnchanged,
            lines: ReadingOrder.fromTheTop(shown.flatMap(\.lines)),
            pending: memory.spots.filter { !$0.isKnown }.map(\.box) + (memory.skipped.map { [$0] } ?? []),
            illegible: memory.spots.filter(\.isIllegible).map(\.box),
            size: memory.size,
            cost: meter.cost
        )
    }
}
