// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// One piece of memory for text that must reach no disk and outlive nothing.
///
/// It is locked ([mlock(2)](https://man7.org/linux/man-pages/man2/mlock.2.html)) so that it is not swapped out, left out
/// of cores, and empty in a child of [fork(2)](https://man7.org/linux/man-pages/man2/fork.2.html)
/// ([madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)). What is given back is wiped at once.
///
/// - Important: it has no lock of its own; whoever owns it has.
final class ByteArena {
    /// Blocks begin and end at multiples of this.
    static let grain = 16

    let size: Int
    /// Whether the kernel promised to keep it out of the swap.
    let isLocked: Bool
    private let base: UnsafeMutableRawPointer
    private var free: FreeSpans

    /// Maps the memory.
    ///
    /// - Throws: ``ScreenTextError`` with `memory_unavailable`.
    init(size: Int) throws(ScreenTextError) {
        let size = ByteArena.rounded(size)
        let mapped = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapped, mapped != MAP_FAILED else {
            throw ScreenTextError(
                .memoryUnavailable,
                "The system gives no \(size) bytes for what the observer keeps: stop other programs, or raise the limit."
            )
        }
        self.size = size
        base = mapped
        free = FreeSpans(size: size)
        isLocked = mlock(mapped, size) == 0
        _ = madvise(mapped, size, MADV_DONTDUMP)
        _ = madvise(mapped, size, MADV_WIPEONFORK)
    }

    deinit {
        explicit_bzero(base, size)
        munmap(base, size)
    }

    /// Bytes that are given out.
    var used: Int { size - free.total }

    /// Gives out a block; nil when no hole is large enough.
    func allocate(_ count: Int) -> Int? { free.take(ByteArena.rounded(count)) }

    /// Wipes a block and takes it back.
    func release(_ offset: Int, _ count: Int) {
        let count = ByteArena.rounded(count)
        guard count > 0 else { return }
        explicit_bzero(base + offset, count)
        free.give(offset, count)
    }

    /// Wipes the end of a block and takes it back.
    func shrink(_ offset: Int, from count: Int, to least: Int) {
        let kept = ByteArena.rounded(least)
        if ByteArena.rounded(count) > kept { release(offset + kept, ByteArena.rounded(count) - kept) }
    }

    /// Writes into a block.
    func write(_ bytes: some Sequence<UInt8>, at offset: Int) {
        var place = offset
        for byte in bytes {
            base.storeBytes(of: byte, toByteOffset: place, as: UInt8.self)
            place += 1
        }
    }

    /// Lends out what stands in a block.
    func bytes(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base + offset, count: count)
    }

    /// Whether the bytes stand anywhere in it, given out or not: for the proof that nothing is left.
    func holds(_ needle: [UInt8]) -> Bool {
        guard let first = needle.first, needle.count <= size else { return false }
        var place = 0
        while place + needle.count <= size, let found = memchr(base + place, Int32(first), size - place) {
            place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if place + needle.count <= size, memcmp(found, needle, needle.count) == 0 { return true }
            place += 1
        }
        return false
    }

    private static func rounded(_ count: Int) -> Int { (count + grain - 1) / grain * grain }
}

/// The holes of a piece of memory, in order and never touching one another.
struct FreeSpans {
    private struct Span {
        var start: Int
        var count: Int
    }

    private var spans: [Span]
    /// Bytes of all holes.
    private(set) var total: Int

    init(size: Int) {
        spans = [Span(start: 0, count: size)]
        total = size
    }

    /// Cuts a piece off the first hole that is large enough.
    mutating func take(_ count: Int) -> Int? {
        guard count > 0 else { return 0 }
        guard let index = spans.firstIndex(where: { $0.count >= count }) else { return nil }
        let start = spans[index].start
        spans[index].start += count
        spans[index].count -= count
        if spans[index].count == 0 { spans.remove(at: index) }
        total -= count
        return start
    }

    /// Makes a hole, joined with those that it touches.
    mutating func give(_ start: Int, _ count: Int) {
        total += count
        let next = index(after: start)
        let joinsNext = next < spans.count && start + count == spans[next].start
        let joinsPrevious = next > 0 && spans[next - 1].start + spans[next - 1].count == start
        switch (joinsPrevious, joinsNext) {
        case (true, true):
            spans[next - 1].count += count + spans[next].count
            spans.remove(at: next)
        case (true, false): spans[next - 1].count += count
        case (false, true):
            spans[next].start = start
            spans[next].count += count
        case (false, false): spans.insert(Span(start: start, count: count), at: next)
        }
    }

    /// The first hole that begins behind a place.
    private func index(after start: Int) -> Int {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].start > start { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
