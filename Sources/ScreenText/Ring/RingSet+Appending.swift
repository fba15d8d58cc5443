// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// A reading less what the rules took out, with the times it was made at.
struct Look {
    let page: SeenPage
    let size: PixelBox
    let lines: [ReadLine]
    let pending: [PixelBox]
    let illegible: [PixelBox]
    let redacted: [RedactionClass: Int]
    let omitted: Int
    let rules: Int
    let instant: ContinuousClock.Instant
    let wall: Timestamp
}

extension RingSet {
    /// Keeps a look, or moves the end of the newest observation of its tab when it saw the same.
    mutating func append(_ look: Look, of owner: RingOwner) -> AppendedObservation? {
        makeRoom(for: owner)
        guard let held = hold(look) else { return nil }
        // Only now: what was let go for its sake may have been the newest one.
        if let index = newest(of: owner, tab: look.page.tab), isSame(index, of: owner, as: look, held) {
            release(held)
            return extend(index, of: owner, at: look.instant, look.wall)
        }
        return keep(look, held, of: owner)
    }

    /// Moves the end of the newest observation of a tab, when the page is the same; nil when it is not.
    mutating func extend(
        _ page: SeenPage,
        of owner: RingOwner,
        rules: Int,
        at instant: ContinuousClock.Instant,
        _ wall: Timestamp
    ) -> AppendedObservation? {
        guard let index = newest(of: owner, tab: page.tab), let entry = rings[owner]?.kept[index], !entry.isClosed,
            entry.rules == rules, entry.state == page.state, entry.degraded == page.degraded,
            entry.pendingCount == 0, lines.text(entry.origin, in: arena) == page.origin,
            lines.text(entry.title, in: arena) == page.title
        else { return nil }
        return extend(index, of: owner, at: instant, wall)
    }

    /// Notes that nothing was seen; the same reason again only moves the gap's end.
    mutating func note(
        _ reason: ObservationGap.Reason,
        of owner: RingOwner,
        at instant: ContinuousClock.Instant,
        _ wall: Timestamp
    ) {
        makeRoom(for: owner)
        var ring = rings[owner] ?? Ring()
        let isRepeated = ring.gaps.last?.gap.reason == reason && ring.kept.allSatisfy(\.isClosed)
        for index in ring.kept.indices { ring.kept[index].isClosed = true }
        if isRepeated, let last = ring.gaps.popLast() {
            let gap = ObservationGap(from: last.gap.from, to: wall, reason: reason)
            ring.gaps.append(Gap(gap: gap, toInstant: instant))
        } else {
            ring.gaps.append(Gap(gap: ObservationGap(from: wall, to: wall, reason: reason), toInstant: instant))
            if ring.gaps.count > RingSet.gapLimit { ring.gaps.removeFirst() }
        }
        rings[owner] = ring
    }

    /// What a look needs of the memory, while it is not yet decided whether it is kept.
    private struct Held {
        var block: Int
        var blockCount: Int
        var origin: LineStore.Name
        var title: LineStore.Name
        var lines: [PlacedLine]
        var omitted: Int
    }

    /// The block comes first, because lines that find no room can be left out and counted.
    private mutating func hold(_ look: Look) -> Held? {
        let count = KeptObservation.blockCount(
            lines: look.lines.count,
            boxes: look.pending.count + look.illegible.count
        )
        guard let block = allocate(count) else { return nil }
        guard let origin = hold(look.page.origin) else {
            arena.release(block, count)
            return nil
        }
        guard let title = hold(look.page.title) else {
            lines.release(origin, in: arena)
            arena.release(block, count)
            return nil
        }
        var held = Held(
            block: block,
            blockCount: count,
            origin: origin,
            title: title,
            lines: [],
            omitted: look.omitted
        )
        for line in look.lines {
            guard let name = hold(line.text, line.confidences) else {
                held.omitted += look.lines.count - held.lines.count
                break
            }
            held.lines.append(PlacedLine(name: name, box: line.box))
        }
        return held
    }

    private mutating func release(_ held: Held) {
        for line in held.lines { lines.release(line.name, in: arena) }
        lines.release(held.title, in: arena)
        lines.release(held.origin, in: arena)
        arena.release(held.block, held.blockCount)
    }

    private mutating func keep(_ look: Look, _ held: Held, of owner: RingOwner) -> AppendedObservation {
        let entry = KeptObservation(
            number: nextNumber(),
            tab: look.page.tab,
            origin: held.origin,
            title: held.title,
            from: look.wall,
            fromInstant: look.instant,
            to: look.wall,
            toInstant: look.instant,
            state: look.page.state,
            degraded: look.page.degraded,
            size: look.size,
            block: held.block,
            lineCount: held.lines.count,
            pendingCount: look.pending.count,
            illegibleCount: look.illegible.count,
            redacted: look.redacted,
            omitted: held.omitted,
            rules: look.rules
        )
        let boxes = look.pending + look.illegible
        arena.write(held.lines.flatMap(\.bytes) + boxes.flatMap(PlacedLine.bytes), at: held.block)
        arena.shrink(held.block, from: held.blockCount, to: entry.blockCount)
        rings[owner, default: Ring()].kept.append(entry)
        return AppendedObservation(
            number: entry.number,
            isExtension: false,
            lines: entry.lineCount,
            redacted: entry.redacted
        )
    }

    private mutating func extend(
        _ index: Int,
        of owner: RingOwner,
        at instant: ContinuousClock.Instant,
        _ wall: Timestamp
    ) -> AppendedObservation? {
        rings[owner]?.kept[index].to = wall
        rings[owner]?.kept[index].toInstant = instant
        rings[owner]?.kept[index].looks += 1
        guard let entry = rings[owner]?.kept[index] else { return nil }
        return AppendedObservation(
            number: entry.number,
            isExtension: true,
            lines: entry.lineCount,
            redacted: entry.redacted
        )
    }

    private func newest(of owner: RingOwner, tab: TabID) -> Int? {
        rings[owner]?.kept.lastIndex { $0.tab == tab }
    }

    /// Whether a look saw what an observation says; the names of lines that are both held tell it.
    private func isSame(_ index: Int, of owner: RingOwner, as look: Look, _ held: Held) -> Bool {
        guard let entry = rings[owner]?.kept[index], !entry.isClosed, entry.rules == look.rules else { return false }
        return entry.origin == held.origin && entry.title == held.title && entry.state == look.page.state
            && entry.degraded == look.page.degraded && entry.size == look.size && entry.redacted == look.redacted
            && entry.omitted == held.omitted && entry.lineCount == held.lines.count
            && placedLines(of: entry) == held.lines
            && pending(of: entry) == look.pending.map { PlacedLine(name: 0, box: $0).box }
            && illegible(of: entry) == look.illegible.map { PlacedLine(name: 0, box: $0).box }
    }

    private mutating func makeRoom(for owner: RingOwner) {
        while count >= RingSet.countLimit, evictOldest() {}
        guard rings[owner] == nil, rings.count >= RingSet.ownerLimit else { return }
        let lasts = rings.compactMap { owner, ring in ring.last.map { (owner: owner, at: $0) } }
        if let oldest = lasts.min(by: { $0.at < $1.at }) { purge(oldest.owner) }
    }
}
