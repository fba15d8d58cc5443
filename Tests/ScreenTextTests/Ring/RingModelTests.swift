// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import ScreenText

@Suite("The rings against a plain model")
struct RingModelTests {
    /// What a ring should hold, without an arena.
    private struct Model {
        struct Entry: Equatable {
            var number: Int
            var owner: RingOwner
            var tab: String
            var lines: [ReadLine]
            var last: ContinuousClock.Instant
            var isClosed = false
        }

        var entries: [Entry] = []

        mutating func append(
            _ lines: [ReadLine],
            _ owner: RingOwner,
            _ tab: String,
            _ number: Int,
            _ now: ContinuousClock.Instant
        ) {
            expire(now)
            let index = entries.lastIndex { $0.owner == owner && $0.tab == tab }
            if let index, entries[index].lines == lines, !entries[index].isClosed {
                entries[index].last = now
            } else {
                entries.append(Entry(number: number, owner: owner, tab: tab, lines: lines, last: now))
            }
        }

        mutating func expire(_ now: ContinuousClock.Instant) {
            entries.removeAll { $0.last.duration(to: now) > ObservationRings.span }
        }
    }

    @Test("Thousands of random looks, gaps and purges leave what the model says", arguments: [1, 2, 3] as [UInt64])
    func random(seed: UInt64) throws {
        let clock = TestClock()
        let rings = try clock.rings(byteLimit: 4 << 20)
        var draw = SeededDraw(seed: seed)
        var model = Model()
        let owners: [RingOwner] = [.person, .run(RunID(rawValue: "run_a")), .run(RunID(rawValue: "run_b"))]
        let words = ["menu", "cart", "total", "order", "coffee", "tea", "cake", "table", "price", "window"]
        for step in 0..<1500 {
            clock.advance(.milliseconds(draw.number(1...6000)))
            let owner = draw.pick(owners)
            switch draw.number(0...99) {
            case 0:
                rings.purge(owner)
                model.entries.removeAll { $0.owner == owner }
            case 1...5:
                rings.note(.moved, of: owner)
                model.expire(clock.now)
                for index in model.entries.indices where model.entries[index].owner == owner {
                    model.entries[index].isClosed = true
                }
            default:
                let tab = "T\(draw.number(1...2))"
                let isSame = draw.happens(perMille: 300)
                let last = model.entries.last { $0.owner == owner && $0.tab == tab }
                let lines = isSame ? last?.lines ?? [] : Self.lines(words, &draw)
                let appended = rings.append(.of(lines), of: owner, on: .shop(tab: tab))
                model.append(lines, owner, tab, appended.number, clock.now)
            }
            guard step.isMultiple(of: 50) else { continue }
            model.expire(clock.now)
            for owner in owners {
                let expected = model.entries.filter { $0.owner == owner }
                let held = rings.observations(of: owner)
                #expect(held.map(\.number) == expected.map(\.number))
                #expect(held.map(\.texts) == expected.map { $0.lines.map(\.text) })
                #expect(held.map { $0.lines.map(\.box) } == expected.map { $0.lines.map(\.box) })
                #expect(held.map(\.toInstant) == expected.map(\.last))
            }
        }
        rings.purge()
        #expect(rings.bytes == 0)
        #expect(!rings.holds("coffee"))
    }

    @Test("In a full memory what is left is the newest, whole, and no byte is lost", arguments: [4, 5] as [UInt64])
    func full(seed: UInt64) throws {
        let clock = TestClock()
        let rings = try clock.rings(byteLimit: 8 << 10)
        var draw = SeededDraw(seed: seed)
        var appended: [Int: [String]] = [:]
        let words = ["menu", "cart", "total", "order", "coffee", "tea", "cake", "table", "price", "window"]
        for _ in 0..<1500 {
            clock.advance(.milliseconds(100))
            let owner = draw.pick([RingOwner.person, .run(RunID(rawValue: "run_a"))])
            let lines = Self.lines(words, &draw)
            let result = rings.append(.of(lines), of: owner, on: .shop())
            if !result.isExtension { appended[result.number] = lines.map(\.text) }
            #expect(result.lines == lines.count)
            #expect(rings.bytes <= 8 << 10)
        }
        let held = (rings.observations(of: .person) + rings.observations(of: .run(RunID(rawValue: "run_a"))))
            .sorted { $0.number < $1.number }
        #expect(held.count > 5)
        #expect(held.allSatisfy { appended[$0.number] == $0.texts })
        rings.purge()
        #expect(rings.bytes == 0)
    }

    @Test("Holes are joined again, whatever the order in which blocks come back")
    func spans() throws {
        var draw = SeededDraw(seed: 9)
        var spans = FreeSpans(size: 4096)
        var taken: [(start: Int, count: Int)] = []
        for _ in 0..<5000 {
            if draw.happens(perMille: 550), let start = spans.take(draw.number(1...8) * 16) {
                let count = 4096 - spans.total - taken.reduce(0) { $0 + $1.count }
                #expect(taken.allSatisfy { start + count <= $0.start || $0.start + $0.count <= start })
                taken.append((start, count))
            } else if !taken.isEmpty {
                let block = taken.remove(at: draw.number(0...(taken.count - 1)))
                spans.give(block.start, block.count)
            }
        }
        for block in taken { spans.give(block.start, block.count) }
        #expect(spans.total == 4096)
        #expect(spans.take(4096) == 0)
    }

    private static func lines(_ words: [String], _ draw: inout SeededDraw) -> [ReadLine] {
        (0..<draw.number(0...12))
            .map { row in
                let text = (0..<draw.number(1...4)).map { _ in draw.pick(words) }
                return ReadLine(
                    text: text.joined(separator: " "),
                    box: PixelBox(x: draw.number(0...60), y: 20 * row, width: 100, height: 16),
                    confidences: text.map { _ in UInt8(draw.number(40...99)) }
                )
            }
    }
}
