// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// All rings with the memory they share: what is behind the lock of ``ObservationRings``.
///
/// Time is given to it, so that a test can let ten minutes pass.
struct RingSet {
    /// The most observations of all rings together, whatever few bytes they have.
    static let countLimit = 4096
    /// The most rings; beyond it the one that was looked at longest ago goes.
    static let ownerLimit = 64
    /// The most gaps of one ring.
    static let gapLimit = 256

    struct Gap {
        var gap: ObservationGap
        var toInstant: ContinuousClock.Instant
    }

    struct Ring {
        var kept: [KeptObservation] = []
        var gaps: [Gap] = []
        var isEmpty: Bool { kept.isEmpty && gaps.isEmpty }
        /// The last look, or the last that was not taken.
        var last: ContinuousClock.Instant? {
            [kept.map(\.toInstant).max(), gaps.map(\.toInstant).max()].compactMap { $0 }.max()
        }
    }

    let arena: ByteArena
    var lines = LineStore()
    var rings: [RingOwner: Ring] = [:]
    /// Grows with each purge: what was seen before one is not kept after it.
    private(set) var generation = 0
    private var lastNumber = 0

    init(arena: ByteArena) { self.arena = arena }

    var count: Int { rings.values.reduce(0) { $0 + $1.kept.count } }

    /// A number that no observation had.
    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    /// Wipes what was seen last before an instant.
    mutating func expire(before limit: ContinuousClock.Instant) {
        for owner in rings.keys {
            guard var ring = rings[owner] else { continue }
            let old = ring.kept.filter { $0.toInstant < limit }
            ring.kept.removeAll { $0.toInstant < limit }
            ring.gaps.removeAll { $0.toInstant < limit }
            rings[owner] = ring.isEmpty ? nil : ring
            for entry in old { wipe(entry) }
        }
    }

    /// Whether what was seen in a generation may be kept; nil for any.
    func isCurrent(_ generation: Int?) -> Bool { generation ?? self.generation == self.generation }

    /// What was seen until now and is not kept yet is not to be kept.
    mutating func outdate() { generation += 1 }

    /// Wipes one ring, or all.
    mutating func purge(_ owner: RingOwner?) {
        let gone = owner.map { [$0] } ?? Array(rings.keys)
        for owner in gone {
            for entry in rings.removeValue(forKey: owner)?.kept ?? [] { wipe(entry) }
        }
    }

    /// Wipes the observation that was seen last longest ago, in whichever ring; false when there is none.
    mutating func evictOldest() -> Bool {
        var oldest: (owner: RingOwner, index: Int, at: ContinuousClock.Instant)?
        for (owner, ring) in rings {
            for (index, entry) in ring.kept.enumerated() where oldest.map({ entry.toInstant < $0.at }) ?? true {
                oldest = (owner, index, entry.toInstant)
            }
        }
        guard let oldest, let entry = rings[oldest.owner]?.kept.remove(at: oldest.index) else { return false }
        if rings[oldest.owner]?.isEmpty == true { rings[oldest.owner] = nil }
        wipe(entry)
        return true
    }

    /// Lets go of whatever an observation holds.
    mutating func wipe(_ entry: KeptObservation) {
        for line in placedLines(of: entry) { lines.release(line.name, in: arena) }
        lines.release(entry.title, in: arena)
        lines.release(entry.origin, in: arena)
        arena.release(entry.block, entry.blockCount)
    }

    func placedLines(of entry: KeptObservation) -> [PlacedLine] {
        let bytes = arena.bytes(entry.block, entry.blockCount)
        return (0..<entry.lineCount).map { PlacedLine(bytes, at: $0 * KeptObservation.lineWidth) }
    }

    func pending(of entry: KeptObservation) -> [PixelBox] { boxes(of: entry, 0..<entry.pendingCount) }

    func illegible(of entry: KeptObservation) -> [PixelBox] {
        boxes(of: entry, entry.pendingCount..<entry.pendingCount + entry.illegibleCount)
    }

    private func boxes(of entry: KeptObservation, _ range: Range<Int>) -> [PixelBox] {
        let bytes = arena.bytes(entry.block, entry.blockCount)
        let start = entry.lineCount * KeptObservation.lineWidth
        return range.map { PlacedLine.box(bytes, at: start + $0 * KeptObservation.boxWidth) }
    }

    /// Holds text, letting older observations go until there is room; nil when nothing is left to go.
    mutating func hold(_ text: String, _ confidences: [UInt8] = []) -> LineStore.Name? {
        let bytes = Array(text.utf8)
        while true {
            if let name = lines.hold(bytes, confidences, in: arena) { return name }
            guard evictOldest() else { return nil }
        }
    }

    /// A block, letting older observations go until there is room; nil when nothing is left to go.
    mutating func allocate(_ count: Int) -> Int? {
        while true {
            if let block = arena.allocate(count) { return block }
            guard evictOldest() else { return nil }
        }
    }
}
