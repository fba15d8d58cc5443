// SPDX-License-Identifier: Apache-2.0

/// Lines of text in the arena, each kept once however many observations show it.
struct LineStore {
    /// The name of a line, for as long as somebody holds it.
    typealias Name = UInt32

    private struct Slot {
        var offset: Int
        var textCount: Int
        var wordCount: Int
        var references: Int
        var hash: Int
        /// Another line has the same hash and is found by it; this one is kept for its holder alone.
        var isAlone: Bool

        var count: Int { textCount + wordCount }
    }

    private var slots: [Slot] = []
    private var vacant: [Name] = []
    private var names: [Int: Name] = [:]

    /// Lines that somebody holds.
    var count: Int { slots.count - vacant.count }

    /// Holds a line, and keeps it if nobody did; nil when the arena has no room.
    mutating func hold(_ text: [UInt8], _ confidences: [UInt8], in arena: ByteArena) -> Name? {
        var hasher = Hasher()
        hasher.combine(text)
        hasher.combine(confidences)
        let hash = hasher.finalize()
        let known = names[hash]
        if let known, isSame(known, text, confidences, arena) {
            slots[Int(known)].references += 1
            return known
        }
        guard let offset = arena.allocate(text.count + confidences.count) else { return nil }
        arena.write(text, at: offset)
        arena.write(confidences, at: offset + text.count)
        let slot = Slot(
            offset: offset,
            textCount: text.count,
            wordCount: confidences.count,
            references: 1,
            hash: hash,
            isAlone: known != nil
        )
        let name = place(slot)
        if known == nil { names[hash] = name }
        return name
    }

    /// Lets a line go; the last one to do so wipes it.
    mutating func release(_ name: Name, in arena: ByteArena) {
        let index = Int(name)
        slots[index].references -= 1
        guard slots[index].references == 0 else { return }
        let slot = slots[index]
        arena.release(slot.offset, slot.count)
        if !slot.isAlone { names[slot.hash] = nil }
        vacant.append(name)
    }

    /// A copy of the text; copies are made where it leaves the ring only, because they are not wiped.
    func text(_ name: Name, in arena: ByteArena) -> String {
        let slot = slots[Int(name)]
        return String(decoding: arena.bytes(slot.offset, slot.textCount), as: UTF8.self)
    }

    /// How sure each word is.
    func confidences(_ name: Name, in arena: ByteArena) -> [UInt8] {
        let slot = slots[Int(name)]
        return Array(arena.bytes(slot.offset + slot.textCount, slot.wordCount))
    }

    private mutating func place(_ slot: Slot) -> Name {
        if let name = vacant.popLast() {
            slots[Int(name)] = slot
            return name
        }
        slots.append(slot)
        return Name(slots.count - 1)
    }

    private func isSame(_ name: Name, _ text: [UInt8], _ confidences: [UInt8], _ arena: ByteArena) -> Bool {
        let slot = slots[Int(name)]
        guard slot.textCount == text.count, slot.wordCount == confidences.count else { return false }
        return arena.bytes(slot.offset, slot.textCount).elementsEqual(text)
            && arena.bytes(slot.offset + slot.textCount, slot.wordCount).elementsEqual(confidences)
    }
}
