// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import ScreenText

@Suite("What was on the screen, in memory")
struct ObservationRingsTests {
    private let run = RingOwner.run(RunID(rawValue: "run_1"))
    private let clock = TestClock()

    @Test("What was read is kept with its place, and what did not change is one observation")
    func keeps() throws {
        let rings = try clock.rings()
        let sure = ReadLine(text: "Total 12.50", box: PixelBox(x: 1, y: 2, width: 3, height: 4), confidences: [90, 80])
        let unsure = ReadLine(text: "logo", box: PixelBox(x: 5, y: 6, width: 7, height: 8), confidences: [50])
        let pending = [PixelBox(x: 9, y: 9, width: 9, height: 9)]
        let illegible = [PixelBox(x: 11, y: 12, width: 13, height: 14)]
        let reading = ScreenReading.of([sure, unsure], pending: pending, illegible: illegible)
        #expect(!rings.append(reading, of: run, on: .shop()).isExtension)
        clock.advance(.seconds(5))
        let second = rings.append(reading, of: run, on: .shop())
        #expect(second.isExtension)
        clock.advance(.seconds(2))
        let observation = try #require(rings.observations(of: run).first)
        #expect(rings.count == 1)
        #expect(
            observation.lines == [
                ObservedLine(text: "Total 12.50", box: sure.box, confidences: [90, 80]),
                ObservedLine(text: "logo", box: unsure.box, confidences: [50]),
            ]
        )
        #expect(observation.lines.map(\.uncertain) == [false, true])
        #expect(observation.lines.map(\.confidence) == [85, 50] && observation.illegible == illegible)
        #expect(observation.pending == pending)
        #expect(observation.looks == 2)
        #expect(observation.age == .seconds(2))
        #expect(observation.fromInstant.duration(to: observation.toInstant) == .seconds(5))
        #expect(observation.to.milliseconds - observation.from.milliseconds == 5000)
        #expect(observation.number == second.number)
        #expect(rings.age(of: run) == .seconds(2))
    }

    @Test("A reading that is unchanged moves the end, unless the page is another or nothing was looked at between")
    func unchanged() throws {
        let rings = try clock.rings()
        rings.append(.of(["one"]), of: run, on: .shop())
        #expect(rings.append(.of(["one"], isUnchanged: true), of: run, on: .shop()).isExtension)
        #expect(!rings.append(.of(["one"], isUnchanged: true), of: run, on: .shop("Cart")).isExtension)
        #expect(!rings.append(.of(["one"], isUnchanged: true), of: run, on: .shop("Cart", tab: "T2")).isExtension)
        #expect(rings.append(.of(["one"], isUnchanged: true), of: run, on: .shop("Cart")).isExtension)
        rings.note(.takenOver, of: run)
        clock.advance(.seconds(5))
        rings.note(.takenOver, of: run)
        #expect(!rings.append(.of(["one"], isUnchanged: true), of: run, on: .shop("Cart")).isExtension)
        let gaps = rings.buffer(of: run).gaps
        #expect(gaps.map(\.reason) == [.takenOver])
        #expect(gaps[0].to.milliseconds - gaps[0].from.milliseconds == 5000)
        #expect(rings.count == 4)
    }

    @Test("Nobody reads another's ring, and numbers are never used twice")
    func owners() throws {
        let rings = try clock.rings()
        let first = rings.append(.of(["mine"]), of: run, on: .shop())
        let second = rings.append(.of(["theirs"]), of: .person, on: .shop())
        #expect(rings.observations(of: run).map(\.texts) == [["mine"]])
        #expect(rings.observations(of: .person).map(\.texts) == [["theirs"]])
        #expect(rings.observations(of: .run(RunID(rawValue: "run_2"))).isEmpty)
        #expect(rings.owners == [.person, run])
        rings.purge(run)
        #expect(rings.owners == [.person])
        let third = rings.append(.of(["again"]), of: run, on: .shop())
        #expect(first.number < second.number && second.number < third.number)
        #expect(rings.observations(of: run, since: third.number).isEmpty)
        #expect(rings.newest(of: run)?.texts == ["again"])
    }

    @Test("After ten minutes nothing is left, also when nobody looks")
    func expires() throws {
        let rings = try clock.rings()
        rings.append(.of(["MARKER-ONE"]), of: run, on: .shop("MARKER-TITLE"))
        rings.note(.excluded, of: .person)
        clock.advance(.seconds(300))
        rings.append(.of(["later"]), of: run, on: .shop())
        clock.advance(.seconds(301))
        #expect(rings.holds("MARKER-ONE"))
        rings.expire()
        #expect(!rings.holds("MARKER-ONE"))
        #expect(!rings.holds("MARKER-TITLE"))
        #expect(rings.observations(of: run).map(\.texts) == [["later"]])
        #expect(rings.owners == [run])
        clock.advance(.seconds(301))
        rings.expire()
        #expect(rings.bytes == 0)
        #expect(rings.owners.isEmpty)
    }

    @Test("After a purge the marker is nowhere in the memory")
    func purges() throws {
        let rings = try clock.rings()
        rings.append(.of(["MARKER-ONE", "kept"]), of: run, on: .shop())
        rings.append(.of(["MARKER-ONE", "kept"]), of: .person, on: .shop())
        rings.purge(run)
        #expect(rings.holds("MARKER-ONE"))
        rings.purge()
        #expect(!rings.holds("MARKER-ONE"))
        #expect(!rings.holds("shop.example"))
        #expect(rings.bytes == 0)
        #expect(rings.count == 0)
    }

    @Test("The oldest over all rings goes when the memory is full, and is wiped")
    func evicts() throws {
        let rings = try clock.rings(byteLimit: 16 << 10)
        rings.append(.of(["MARKER-OLD"]), of: .person, on: .shop())
        for index in 0..<200 {
            clock.advance(.seconds(1))
            let lines = (0..<10).map { "look \(index) line \($0) and some more words to fill it" }
            rings.append(.of(lines), of: run, on: .shop())
        }
        #expect(!rings.holds("MARKER-OLD"))
        #expect(!rings.holds("look 100 line"))
        #expect(rings.bytes <= 16 << 10)
        #expect(rings.observations(of: run).last?.texts.first?.hasPrefix("look 199 line 0") == true)
        #expect(rings.observations(of: run).count > 5)
        #expect(rings.owners == [run])
    }

    @Test("One look that is too large is cut, and says so")
    func bounds() throws {
        let rings = try clock.rings(byteLimit: 16 << 10)
        let lines = (0..<1000).map { "a line of a page that says much: \($0)" }
        let appended = rings.append(.of(lines), of: run, on: .shop())
        let observation = try #require(rings.newest(of: run))
        #expect(appended.lines == observation.lines.count)
        #expect(observation.lines.count + observation.omitted == 1000)
        #expect(observation.lines.count > 50)
        #expect(rings.bytes <= 16 << 10)
        let large = try clock.rings(byteLimit: 4 << 20)
        large.append(.of((0..<5000).map { "line \($0)" }), of: run, on: .shop())
        #expect(large.newest(of: run)?.lines.count == 2000)
        #expect(large.newest(of: run)?.omitted == 3000)
    }

    @Test("Rings and gaps have bounds of their own")
    func bounded() throws {
        let rings = try clock.rings()
        for index in 0..<100 {
            clock.advance(.milliseconds(10))
            rings.append(.of(["x"]), of: .run(RunID(rawValue: "run_\(index)")), on: .shop())
        }
        #expect(rings.owners.count == RingSet.ownerLimit)
        #expect(rings.observations(of: .run(RunID(rawValue: "run_99"))).count == 1)
        for index in 0..<1000 { rings.note(index.isMultiple(of: 2) ? .moved : .excluded, of: .person) }
        #expect(rings.buffer(of: .person).gaps.count == RingSet.gapLimit)
    }

    @Test("Secrets never get in, and what new rules forbid goes out of what is kept")
    func rules() async throws {
        try await withTemporaryFolder { folder in
            let book = try ScreenRuleBook(home: folder.path)
            let rings = try clock.rings(book)
            let appended = rings.append(.of(["Password: tiger", "Aurora plan", "menu"]), of: run, on: .shop("Aurora"))
            #expect(appended.redacted == [.labelled: 1])
            #expect(!rings.holds("tiger"))
            try folder.write("stop_nouns:\n  - Aurora\n", to: "observer.yaml")
            let observation = try #require(rings.newest(of: run))
            #expect(observation.texts == ["menu"])
            #expect(observation.title.isEmpty)
            #expect(observation.redacted == [.labelled: 1, .stopNoun: 2])
            #expect(!rings.holds("Aurora"))
            rings.append(.of(["menu"]), of: run, on: .shop("The Aurora"))
            #expect(rings.newest(of: run)?.title.isEmpty == true)
            rings.purge()
            #expect(rings.bytes == 0)
        }
    }

    @Test("Characters that steer a terminal or hide text are gone")
    func shown() throws {
        let rings = try clock.rings()
        rings.append(.of(["a\u{1B}[31mred\u{202E}x"]), of: run, on: .shop("t\u{0}\u{200B}"))
        #expect(rings.newest(of: run)?.texts == ["a[31mredx"])
        #expect(rings.newest(of: run)?.title == "t")
    }

    @Test("The JSON is schema 1, is read again, and leaves room for later keys")
    func json() throws {
        let rings = try clock.rings()
        rings.append(.of(["Card 4539 1488 0343 6467", "menu"]), of: run, on: .shop())
        clock.advance(.milliseconds(1500))
        let observation = try #require(rings.newest(of: run))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(observation), as: UTF8.self)
        #expect(
            text
                == #"{"age_ms":1500,"from":"2026-11-18T11:06:40.000Z","illegible":[],"#
                + #""lines":[{"box":{"height":16,"width":300,"x":10,"#
                + #""y":20},"confidence":91,"confidences":[91],"text":"menu","uncertain":false}],"looks":1,"number":1,"omitted":0,"#
                + #""origin":"https://shop.example","pending":[],"redacted":{"card":1},"schema":1,"size":{"height":720,"#
                + #""width":1280,"x":0,"y":0},"state":"normal","tab":"T1","title":"Shop","to":"2026-11-18T11:06:40.000Z"}"#
        )
        let later = text.replacing(#""schema":1"#, with: #""schema":2,"cursor":{"x":1}"#)
        let read = try JSONDecoder().decode(Observation.self, from: Data(later.utf8))
        #expect(read.lines == observation.lines)
        #expect(read.redacted == [.card: 1])
        #expect(read.age == .milliseconds(1500))
    }
}
