// SPDX-License-Identifier: Apache-2.0
import ScreenText
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import Observing

@Suite("The observer")
struct ScreenObserverTests {
    private static let ended = ScreenTextError(.readerEnded, "It ended.")

    @Test("what is shown is in the ring, and its event has counts and no word of it")
    func seen() async throws {
        let scene = try ObservedScene()
        scene.source.show("Order number seven\nTotal due")
        await scene.tick()
        #expect(scene.texts == ["Order number seven", "Total due"])
        let event = try #require(scene.sink.events(named: .observationTick).first)
        #expect(event.extra["lines"] == 2 && event.extra["pictures"] == 1 && event.extra["cost_ms"] == 10)
        #expect(!scene.sink.events.contains { "\($0)".contains("Order") || "\($0)".contains("Shop") })
    }

    @Test("a page that stands still writes no line into the log")
    func unchanged() async throws {
        let scene = try ObservedScene()
        scene.source.show("Total due")
        for _ in 0..<4 { await scene.tick() }
        #expect(scene.sink.events(named: .observationTick).count == 1)
        #expect(scene.observer.report.history.map(\.unchanged) == [0, 1, 1, 1])
        #expect(scene.rings.observations(of: .person).map(\.looks) == [4])
    }

    @Test(
        "what may not be looked at is not pictured, and is a gap with its reason",
        arguments: ObservationGap.Reason.allCases
    )
    func gap(reason: ObservationGap.Reason) async throws {
        let scene = try ObservedScene()
        let place = LookedPlace(id: TabID(rawValue: "tab_1"), owner: .person, verdict: .no(reason)) { _ in
            Issue.record("a picture was taken")
            return .none(reason)
        }
        scene.source.show([place])
        for _ in 0..<3 { await scene.tick() }
        #expect(scene.reader.read.isEmpty)
        #expect(scene.rings.buffer(of: .person).gaps.map(\.reason) == [reason])
        let told = scene.sink.events(named: .observationGap)
        #expect(told.map { $0.extra["reason"] } == [.string(reason.rawValue)], "told once, as it begins")
        #expect(scene.observer.report.gaps == [reason: 3])
    }

    @Test("a line with a stored secret is not kept, nor a title with one")
    func storedSecret() async throws {
        let scene = try ObservedScene(secret: { "hunter" })
        scene.source.show("Welcome\nyour word is hunter")
        await scene.tick()
        #expect(scene.texts == ["Welcome"])
        #expect(scene.observer.report.redacted == ["secret": 1])
        #expect(scene.rings.newest(of: .person)?.redacted == [.secret: 1])
    }

    @Test(
        "a secret that is stored after it was seen is not shown any more, and a page that stands still does not keep it"
    )
    func storedLater() async throws {
        let secret = Mutex("")
        let scene = try ObservedScene(secret: { secret.withLock { $0 } })
        scene.source.show("Welcome\nyour word is hunter")
        for _ in 0..<3 { await scene.tick() }
        #expect(scene.observer.buffer(of: .person).observations.map { $0.lines.count } == [2])
        secret.withLock { $0 = "hunter" }
        let shown = scene.observer.buffer(of: .person).observations
        #expect(shown.map { $0.lines.map(\.text) } == [["Welcome"]] && shown.first?.redacted == [.secret: 1])
        // What was kept before ends by its age, and is not lengthened by what the page still shows.
        for _ in 0..<3 { await scene.tick() }
        #expect(scene.rings.observations(of: .person).map { $0.lines.count } == [2, 1])
        #expect(scene.rings.observations(of: .person).map(\.looks) == [3, 3])
    }

    @Test("a page that gives no picture makes the others' looks no slower, and none of its time is theirs")
    func hanging() async throws {
        let scene = try ObservedScene()
        let clock = scene.clock
        let hanging = LookedPlace(id: TabID(rawValue: "tab_1"), owner: .person) { _ in
            clock.advance(by: .seconds(4))
            throw ScreenTextError(.readerLate, "It hangs.")
        }
        let good = LookedPlace(id: TabID(rawValue: "tab_2"), owner: .person) { _ in
            .picture(
                TakenPicture(
                    picture: ScreenPicture(encoded: Array("Welcome".utf8), place: "tab_2"),
                    origin: "https://shop.example",
                    title: ""
                )
            )
        }
        scene.source.show([hanging, good])
        for _ in 0..<4 { await scene.tick() }
        #expect(scene.observer.report.state == .normal, "\(scene.observer.report.history)")
        #expect(scene.observer.report.history.allSatisfy { $0.wall < .seconds(1) })
    }

    @Test("pictures are taken while the reader is busy, one waits, and the newest wins")
    func newestWins() async throws {
        let gate = Gate()
        let scene = try ObservedScene(reader: ScriptedReader(gate: gate))
        scene.source.show("first")
        await scene.observer.tick()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await scene.observer.readWaiting() }
            try await gate.waitForArrival()
            for text in ["second", "third", "fourth"] {
                scene.source.show(text)
                await scene.observer.tick()
            }
            gate.open()
        }
        #expect(scene.reader.read == ["first", "fourth"])
        #expect(scene.texts == ["first", "fourth"])
    }

    @Test("of many tabs eight are looked at in a tick, and the others in the next")
    func manyTabs() async throws {
        let scene = try ObservedScene()
        scene.source.show((1...11).map { .showing("page \($0)", in: "tab_\($0)") })
        await scene.tick()
        #expect(scene.reader.read == (1...8).map { "page \($0)" })
        await scene.tick()
        #expect(scene.reader.read.suffix(8) == [9, 10, 11, 1, 2, 3, 4, 5].map { "page \($0)" })
    }

    @Test("however little there is to spend, each of 24 tabs is looked at in every third tick")
    func starvedTabs() async throws {
        let scene = try ObservedScene()
        scene.reader.follow(.init(cost: .seconds(1), pending: 1))
        scene.source.show((1...24).map { .showing("page \($0)", in: "tab_\($0)") })
        for _ in 0..<12 {
            let before = scene.reader.read.count
            for _ in 0..<3 { await scene.tick() }
            #expect(Set(scene.reader.read[before...]).count == 24)
        }
        let looked = scene.observer.report.history.map(\.pictures)
        #expect(looked.allSatisfy { $0 == 8 }, "\(looked)")
    }

    @Test("what taking secrets out costs is part of the tick's cost")
    func costOfRules() async throws {
        let sink = RecordingSink()
        let source = ListedSource()
        let time = HandClock()
        let begun = time.now
        let observer = ScreenObserver(
            source: source,
            reader: ScriptedReader(),
            rings: try ObservationRings(rules: ScreenRuleBook()),
            events: sink,
            secretLines: {
                time.advance(by: .milliseconds(30))
                return { _ in [] }
            },
            pressure: { MachinePressure() },
            meter: { begun.duration(to: time.now) }
        )
        source.show("one")
        await observer.tick()
        await observer.readWaiting()
        #expect(observer.report.history.map(\.cost) == [.milliseconds(40)])
    }

    @Test("each run has a ring, and the person's tab another")
    func owners() async throws {
        let scene = try ObservedScene()
        let run = RunID(rawValue: "run_1")
        scene.source.show([.showing("mine"), .showing("its", in: "tab_2", of: .run(run))])
        await scene.tick()
        #expect(scene.texts == ["mine"])
        #expect(scene.rings.observations(of: .run(run)).flatMap { $0.lines.map(\.text) } == ["its"])
    }

    @Test("what a tick cost is missing in the next one's budget")
    func budget() async throws {
        let scene = try ObservedScene()
        scene.reader.follow(.init(cost: .milliseconds(400)))
        scene.source.show("one")
        await scene.tick()
        scene.source.show("two")
        await scene.tick()
        let budgets = scene.reader.efforts.map(\.budget)
        #expect(budgets[0] == .milliseconds(250) * 0.95)
        #expect(budgets[1] == .milliseconds(100) * 0.95, "time pays back what was spent over it")
    }

    @Test("a reader that is slow at its edge makes it slow, is told, and it recovers by itself")
    func slowReader() async throws {
        let scene = try ObservedScene()
        scene.reader.follow(.init(cost: .milliseconds(300)))
        for tick in 1...6 {
            scene.source.show("page \(tick)")
            await scene.tick()
        }
        #expect(scene.observer.report.state == .slow && scene.observer.report.reason == .overBudget)
        scene.source.show("page 7")
        await scene.tick()
        #expect(scene.rings.newest(of: .person)?.state == .slow)
        #expect(scene.rings.newest(of: .person)?.degraded == "over_budget")
        #expect(scene.sink.events(named: .observationTickSlow).count == 1)
        #expect(scene.reader.efforts.last?.isHurried == true)
        scene.reader.follow(.init(cost: .milliseconds(1)))
        for _ in 0..<12 { await scene.tick() }
        #expect(scene.observer.report.state == .normal && scene.observer.report.reason == nil)
        let states = scene.sink.events(named: .observerState).map { $0.extra["state"] }
        #expect(states == ["slow", "normal"])
    }

    @Test("a machine that is short of memory makes it minimal at once")
    func memoryPressure() async throws {
        let scene = try ObservedScene(pressure: MachinePressure(memory: 30))
        scene.source.show("one")
        await scene.tick()
        #expect(scene.observer.report.state == .minimal && scene.observer.report.interval == .seconds(30))
        scene.source.show("two")
        await scene.tick()
        #expect(scene.reader.efforts.last?.minimumHeight == 20)
    }

    @Test("a reader that fails three times turns it off, which is said; a person turns it on again")
    func readerFails() async throws {
        let scene = try ObservedScene()
        scene.reader.follow(.init(failure: ScreenObserverTests.ended))
        scene.source.show("one")
        // The tab is left out for six ticks after each failure, and those count neither way.
        for _ in 0..<18 { await scene.tick() }
        #expect(scene.reader.read.count == 6, "each picture is tried twice, and then none any more")
        #expect(scene.observer.report.history.filter { $0.retried == 1 }.count == 3)
        let report = scene.observer.report
        #expect(report.state == nil && report.reason == .readerFailed && report.gaps[.unreadable] == 15)
        #expect(scene.rings.buffer(of: .person).gaps.map(\.reason) == [.unreadable, .off])
        let told = try #require(scene.sink.events(named: .observerState).last)
        #expect(told.extra["state"] == "off" && told.extra["reason"] == "reader_failed" && told.outcome == .failed)
        scene.reader.follow(.init())
        scene.observer.resume(by: "operator")
        await scene.tick()
        #expect(scene.observer.report.state == .normal && scene.texts == ["one"])
    }

    @Test("a tab that breaks the reader is left out for a while, and the others are read all the same")
    func oneBreaksReader() async throws {
        let scene = try ObservedScene()
        scene.reader.follow(.init(failure: ScreenObserverTests.ended, failing: "bad"))
        scene.source.show([.showing("bad"), .showing("fine", in: "tab_2")])
        for _ in 0..<15 { await scene.tick() }
        #expect(scene.reader.read.filter { $0 == "bad" }.count == 6)
        #expect(scene.reader.read.filter { $0 == "fine" }.count == 15)
        #expect(scene.observer.report.state == .normal && Set(scene.texts) == ["fine"])
    }

    @Test("five minutes after it gave up it tries again by itself")
    func triesAgain() async throws {
        let scene = try ObservedScene()
        scene.source.show([.failing()])
        for _ in 0..<3 { await scene.tick() }
        #expect(scene.observer.report.state == nil && scene.observer.report.retryIn == .seconds(300))
        scene.source.show("one")
        scene.clock.advance(by: .seconds(290))
        await scene.tick()
        #expect(scene.observer.report.state == nil && scene.observer.report.retryIn == .seconds(5))
        await scene.tick()
        #expect(scene.observer.report.state == .normal && scene.observer.report.retryIn == nil)
        #expect(scene.texts == ["one"])
    }

    @Test("one picture that cannot be read is a gap, and no failure of the reader")
    func unreadable() async throws {
        let scene = try ObservedScene()
        scene.reader.follow(.init(failure: ScreenTextError(.pictureUnreadable, "It is none.")))
        scene.source.show("one")
        for _ in 0..<5 { await scene.tick() }
        #expect(scene.observer.report.state == .normal && scene.observer.report.gaps == [.unreadable: 5])
    }

    @Test("when no tab gives a picture three times, it is off")
    func captureFails() async throws {
        let scene = try ObservedScene()
        scene.source.show([.failing(), .failing("tab_2")])
        for _ in 0..<3 { await scene.tick() }
        #expect(scene.observer.report.state == nil && scene.observer.report.reason == .captureFailed)
    }

    @Test("one tab that gives none beside one that does is no failure")
    func oneTabFails() async throws {
        let scene = try ObservedScene()
        scene.source.show([.failing(), .showing("fine", in: "tab_2")])
        for _ in 0..<6 { await scene.tick() }
        #expect(scene.observer.report.state == .normal && scene.texts == ["fine"])
    }

    @Test("while it is paused nothing is looked at, and what waited is not read")
    func paused() async throws {
        let scene = try ObservedScene()
        scene.source.show("before")
        await scene.tick()
        scene.source.show("waiting")
        await scene.observer.tick()
        scene.observer.pause(by: "operator")
        await scene.observer.readWaiting()
        scene.source.show("after")
        await scene.tick()
        #expect(scene.reader.read == ["before"] && scene.observer.report.isPaused)
        #expect(scene.rings.buffer(of: .person).gaps.map(\.reason) == [.paused])
        scene.observer.resume(by: "operator")
        await scene.tick()
        #expect(scene.texts == ["before", "after"])
    }

    @Test("a purge empties the ring and the reader, also of what is being read at that moment")
    func purged() async throws {
        let gate = Gate()
        let scene = try ObservedScene(reader: ScriptedReader(gate: gate))
        scene.source.show("one")
        await scene.observer.tick()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await scene.observer.readWaiting() }
            try await gate.waitForArrival()
            await scene.observer.purge(by: "operator")
            gate.open()
        }
        #expect(scene.texts.isEmpty && scene.rings.count == 0 && scene.reader.forgotten == 1)
        #expect(scene.sink.events(named: .observationsPurged).count == 1)
    }

    @Test("what was read is not kept when a purge or a pause comes before it is", arguments: [true, false])
    func purgedAfterReading(isPurge: Bool) async throws {
        let scene = try ObservedScene(whenRead: { isPurge ? $0.purge() : $0.outdate() })
        scene.source.show("one")
        await scene.tick()
        #expect(scene.reader.read == ["one"] && scene.rings.count == 0)
    }
}
