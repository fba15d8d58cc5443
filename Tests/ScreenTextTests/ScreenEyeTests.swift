import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import ScreenText

@Suite("What is read of pictures that follow one another")
struct ScreenEyeTests {
    private let engine = ScriptedEngine()

    /// A page of lines, of which some say something else in each picture.
    private func page(lines: Int = 10, changing: Set<Int> = [], tick: Int = 0) -> [UInt8] {
        let drawing = Drawing(width: 500, height: 60 + lines * 40)
        for line in 0..<lines {
            let words = changing.contains(line) ? "changes\(tick * 7919 % 1000 + 1000)" : "stays the same \(line)"
            drawing.write(words, x: 30, y: 50 + line * 40)
        }
        return drawing.encoded()
    }

    private func read(_ eye: ScreenEye, _ bytes: [UInt8], _ budget: Duration = .seconds(1), place: String = "tab")
        throws
        -> ScreenReading
    {
        try eye.read(ScreenPicture(encoded: bytes, place: place), effort: ReadingEffort(budget: budget))
    }

    @Test("The same picture again is not read, and a changed line alone is")
    func changes() throws {
        let eye = engine.eye()
        let first = try read(eye, page())
        #expect(first.cost.recognised == 10 && first.lines.count == 10 && !first.isUnchanged)
        let second = try read(eye, page())
        #expect(second.isUnchanged && second.lines == first.lines && second.cost.recognised == 0)
        let third = try read(eye, page(changing: [4], tick: 1))
        #expect(third.cost.recognised == 1 && third.cost.known == 9)
        #expect(third.lines.map(\.text)[4] == "line11")
        let back = try read(eye, page())
        #expect(back.cost.recognised == 0 && !back.isUnchanged && back.lines == first.lines)
    }

    @Test("What stands there for longer than observations are kept is not read anew when something beside it changes")
    func longStill() throws {
        let eye = engine.eye()
        _ = try read(eye, page())
        for _ in 0..<11 {
            engine.time.now += .seconds(100)
            #expect(try read(eye, page()).isUnchanged)
        }
        #expect(try read(eye, page(changing: [4], tick: 1)).cost.recognised == 1)
    }

    @Test("Places are not compared with each other, and share what pixels say")
    func places() throws {
        let eye = engine.eye()
        _ = try read(eye, page(), place: "one")
        let other = try read(eye, page(), place: "other")
        #expect(!other.isUnchanged && other.cost.recognised == 0 && other.lines.count == 10)
        engine.time.now += .seconds(1)
        for number in 0..<ScreenEye.mostPlaces { _ = try read(eye, page(lines: 1), place: "\(number)") }
        #expect(try !read(eye, page(), place: "one").isUnchanged)
    }

    @Test("What is masked is not read, and changes under a mask are none")
    func masks() throws {
        let eye = engine.eye()
        let mask = PixelBox(x: 0, y: 190, width: 500, height: 40)
        func look(_ tick: Int) throws -> ScreenReading {
            let picture = ScreenPicture(encoded: page(changing: [4], tick: tick), masks: [mask], place: "tab")
            return try eye.read(picture, effort: ReadingEffort())
        }
        let first = try look(1)
        #expect(first.lines.count == 9)
        #expect(first.lines.allSatisfy { $0.box.bottom <= 190 || $0.box.y >= 230 })
        #expect(try look(2).isUnchanged)
    }

    @Test("When the budget is used up the rest is pending, and read when the picture comes again")
    func budget() throws {
        let eye = engine.eye()
        let first = try read(eye, page(), .milliseconds(40))
        #expect(first.cost.recognised == 4 && first.pending.count == 6 && first.lines.count == 4)
        let second = try read(eye, page(), .milliseconds(40))
        #expect(!second.isUnchanged && second.cost.recognised == 4 && second.pending.count == 2)
        let third = try read(eye, page(), .milliseconds(40))
        #expect(third.pending.isEmpty && third.lines.count == 10 && !third.isUnchanged)
        #expect(try read(eye, page(), .milliseconds(40)).isUnchanged)
    }

    @Test("What is left over comes before what changes all the time, and nothing is older than three pictures")
    func staleness() throws {
        let eye = engine.eye()
        let changing = Set(0..<9)
        var last: [Int: Int] = [:]
        for tick in 0..<30 {
            let reading = try read(eye, page(changing: changing, tick: tick), .milliseconds(40))
            let pending = Set(reading.pending.map { ($0.y - 20) / 40 })
            for line in 0..<10 where !pending.contains(line) { last[line] = tick }
            guard tick >= 4 else { continue }
            for line in 0..<10 { #expect(tick - last[line, default: -9] < 3, "line \(line) of picture \(tick)") }
            // What is old is shown all the same, and named.
            #expect(reading.lines.count == 10)
            #expect(reading.cost.recognised <= 4)
        }
    }

    @Test("What changes all the time is read in every third picture, by turns, or in each where that is wanted")
    func restless() throws {
        let eye = engine.eye()
        var counts: [Int] = []
        for tick in 0..<12 {
            counts.append(try read(eye, page(changing: [3], tick: tick), .milliseconds(400)).cost.recognised)
        }
        #expect(counts == [10, 1, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0])
        counts = []
        for tick in 12..<24 {
            let picture = page(changing: [1, 3, 5, 7, 8, 9], tick: tick)
            counts.append(6 - (try read(eye, picture, .milliseconds(400)).pending.count))
        }
        #expect(counts.dropFirst(5).allSatisfy { $0 == 2 }, "\(counts)")
        let effort = ReadingEffort(budget: .milliseconds(400), isThorough: true)
        let picture = ScreenPicture(encoded: page(changing: [1, 3, 5, 7, 8, 9], tick: 24), place: "tab")
        #expect(try eye.read(picture, effort: effort).pending.isEmpty)
    }

    @Test("Low lines wait until somebody wants them")
    func minimumHeight() throws {
        let eye = engine.eye()
        let bytes = Drawing(width: 500, height: 200).write("small", x: 20, y: 60, size: 4)
            .write("LARGE", x: 20, y: 140, size: 12).encoded()
        let picture = ScreenPicture(encoded: bytes, place: "tab")
        let short = try eye.read(picture, effort: ReadingEffort(minimumHeight: 25))
        #expect(short.lines.count == 1 && short.pending.count == 1)
        #expect(try eye.read(picture, effort: ReadingEffort(minimumHeight: 25)).isUnchanged)
        #expect(try eye.read(picture, effort: ReadingEffort()).lines.count == 2)
    }

    @Test("What could not be read to the end is unread, tried again, and left alone after three times")
    func failures() throws {
        let eye = engine.eye()
        engine.isFailing = true
        let first = try read(eye, page())
        #expect(first.lines.isEmpty && first.pending.count == 10 && first.illegible.isEmpty)
        engine.isFailing = false
        let second = try read(eye, page())
        #expect(second.lines.count == 10 && second.pending.isEmpty && !second.isUnchanged)
        engine.isFailing = true
        for _ in 0..<3 { #expect(try read(eye, page(changing: [4], tick: 1)).cost.recognised == 1) }
        let last = try read(eye, page(changing: [4], tick: 1))
        #expect(last.isUnchanged && last.pending.count == 1 && last.lines.count == 9)
        engine.isFailing = false
        #expect(try read(eye, page(changing: [4], tick: 2)).pending.isEmpty)
    }

    @Test("A line says where words of it were not kept")
    func gaps() throws {
        let eye = engine.eye()
        engine.words = [("Payment", 90), ("not", 39), ("yet", 0), ("received", 90)]
        let line = try #require(try read(eye, page(lines: 1)).lines.first)
        #expect(line.text == "Payment received" && line.gaps == [1] && line.runs == ["Payment", "received"])
        #expect(try read(eye, page(lines: 1), place: "other").lines.first == line)
        engine.words = [("Don't", 20), ("save", 90), ("?", 5)]
        let other = try #require(try read(engine.eye(), page(lines: 1)).lines.first)
        #expect(other.gaps == [0, 1] && other.runs == ["", "save", ""])
    }

    @Test("A picture that cannot be read leaves what was known")
    func failure() throws {
        let eye = engine.eye()
        _ = try read(eye, page())
        #expect(throws: ScreenTextError.self) { try read(eye, [1, 2, 3]) }
        #expect(try read(eye, page()).isUnchanged)
    }

    @Test("What was seen is forgotten with the ring's span")
    func age() throws {
        let eye = engine.eye()
        _ = try read(eye, page())
        engine.time.now += .seconds(601)
        #expect(try read(eye, page()).cost.recognised == 10)
    }
}
