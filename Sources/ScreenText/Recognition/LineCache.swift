// SPDX-License-Identifier: Apache-2.0

/// What pixels said when they were read, so that the same pixels are not read again wherever they stand.
///
/// Text in it is observed text like any other: it goes when it was not seen for as long as observations are kept. When it
/// is full the eighth that was seen longest ago goes.
struct LineCache {
    /// What was read of one place.
    struct Entry {
        /// Boxes are relative to the place; empty when there is no text.
        let lines: [ReadLine]
        /// It looked like letters, and none of them could be read.
        let isIllegible: Bool
    }

    /// The bounds.
    struct Limits {
        var entries = 4096
        var bytes = 2 << 20
        var age = Duration.seconds(600)
    }

    private struct Slot {
        let entry: Entry
        let bytes: Int
        var seen: Duration
    }

    let limits: Limits
    private var slots: [PixelFingerprint: Slot] = [:]
    private(set) var bytes = 0
    private var swept = Duration.zero

    init(limits: Limits = Limits()) { self.limits = limits }

    var count: Int { slots.count }

    /// What is known of these pixels.
    mutating func entry(for key: PixelFingerprint, at now: Duration) -> Entry? {
        guard let place = slots.index(forKey: key) else { return nil }
        guard now - slots.values[place].seen <= limits.age else {
            remove(key)
            return nil
        }
        slots.values[place].seen = now
        return slots.values[place].entry
    }

    /// Keeps what was read.
    mutating func keep(_ entry: Entry, for key: PixelFingerprint, at now: Duration) {
        remove(key)
        let size = LineCache.size(of: entry)
        slots[key] = Slot(entry: entry, bytes: size, seen: now)
        bytes += size
        if slots.count > limits.entries || bytes > limits.bytes { shrink() }
    }

    /// Lets go of what was not seen for too long; looks once a minute at most.
    mutating func expire(at now: Duration) {
        guard now - swept >= .seconds(60) else { return }
        swept = now
        for (key, slot) in slots where now - slot.seen > limits.age { remove(key) }
    }

    private mutating func remove(_ key: PixelFingerprint) {
        if let slot = slots.removeValue(forKey: key) { bytes -= slot.bytes }
    }

    private mutating func shrink() {
        let oldest = slots.sorted { $0.value.seen < $1.value.seen }
        for (key, _) in oldest {
            guard slots.count > limits.entries * 7 / 8 || bytes > limits.bytes * 7 / 8 else { return }
            remove(key)
        }
    }

    private static func size(of entry: Entry) -> Int {
        entry.lines.reduce(128) { $0 + 96 + $1.text.utf8.count + $1.confidences.count + 8 * $1.gaps.count }
    }
}
