// SPDX-License-Identifier: Apache-2.0

extension RingSet {
    /// Takes out of all rings what new rules forbid; what earlier rules took out does not come back.
    mutating func apply(_ redactor: ScreenRedactor) {
        for owner in Array(rings.keys) {
            for index in rings[owner]?.kept.indices ?? 0..<0 {
                guard var entry = rings[owner]?.kept[index], entry.rules != redactor.version else { continue }
                apply(redactor, to: &entry)
                rings[owner]?.kept[index] = entry
            }
        }
    }

    private mutating func apply(_ redactor: ScreenRedactor, to entry: inout KeptObservation) {
        let placed = placedLines(of: entry)
        let boxes = pending(of: entry) + illegible(of: entry)
        let hits = redactor.hits(in: placed.map(line))
        let kept = zip(placed, hits).filter { $0.1 == nil }.map(\.0)
        for (line, hit) in zip(placed, hits) {
            guard let hit else { continue }
            entry.redacted[hit, default: 0] += 1
            lines.release(line.name, in: arena)
        }
        let before = entry.blockCount
        entry.lineCount = kept.count
        arena.write(kept.flatMap(\.bytes) + boxes.flatMap(PlacedLine.bytes), at: entry.block)
        arena.shrink(entry.block, from: before, to: entry.blockCount)
        if let hit = redactor.hit(in: lines.text(entry.title, in: arena)) {
            // An empty text takes no room, so it can always be held.
            if let empty = lines.hold([], [], in: arena) {
                lines.release(entry.title, in: arena)
                entry.title = empty
                entry.redacted[hit, default: 0] += 1
            }
        }
        entry.rules = redactor.version
    }

    /// A line as the reader gave it.
    private func line(_ placed: PlacedLine) -> ReadLine {
        ReadLine(
            text: lines.text(placed.name, in: arena),
            box: placed.box,
            confidences: lines.confidences(placed.name, in: arena)
        )
    }

    /// A copy of an observation, for whoever asks.
    func observation(_ entry: KeptObservation, at now: ContinuousClock.Instant) -> Observation {
        Observation(
            number: entry.number,
            tab: entry.tab,
            from: entry.from,
            to: entry.to,
            fromInstant: entry.fromInstant,
            toInstant: entry.toInstant,
            age: max(.zero, entry.toInstant.duration(to: now)),
            looks: entry.looks,
            origin: lines.text(entry.origin, in: arena),
            title: lines.text(entry.title, in: arena),
            state: entry.state,
            degraded: entry.degraded,
            size: entry.size,
            lines: placedLines(of: entry).map { ObservedLine(line($0)) },
            pending: pending(of: entry),
            illegible: illegible(of: entry),
            redacted: entry.redacted,
            omitted: entry.omitted
        )
    }
}

extension ObservedLine {
    /// A line that was read; sure is the mean of its words.
    init(_ line: ReadLine) {
        self.init(text: line.text, box: line.box, confidences: line.confidences)
    }
}
