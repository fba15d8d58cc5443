// SPDX-License-Identifier: Apache-2.0
internal import CLeptonica
import Foundation
import Glibc
import ScreenText
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import Observing

@Suite("The observer under real load", .serialized)
struct RealLoadTests {
    @Test(
        "a page full of text that changes makes it slow or minimal, for its cost, and a page that stands still normal again"
    )
    func changingText() async throws {
        // What a look costs before any letter is read depends on the machine, so it is measured first.
        let measure = LoadedScene(share: 0.000_001)
        for number in 0..<3 { await measure.tick(PictureOfWords.page(number)) }
        let least = try #require(measure.observer.report.history.map(\.cost).min())
        await measure.reader.forget()
        for (factor, state) in [(1.8, ObservationState.slow), (4, .minimal)] {
            let scene = LoadedScene(share: least / .seconds(5) / factor)
            for number in 0..<7 where scene.observer.report.state == .normal {
                await scene.tick(PictureOfWords.page(number))
            }
            let report = scene.observer.report
            // A machine that is busy beside makes a look dearer than it was.
            #expect(report.state == state || report.state == .minimal, "\(report)")
            #expect(report.reason == .overBudget)
            await scene.tick(PictureOfWords.page(9))
            #expect(scene.newest?.degraded == "over_budget" && scene.newest?.state == report.state)
            // One look at a picture of nothing pays its own cost, and those that follow none.
            for _ in 0..<16 { await scene.tick(PictureOfWords.page(nil)) }
            #expect(scene.observer.report.state == .normal && scene.observer.report.reason == nil)
            await scene.reader.forget()
        }
    }

    @Test("a reader that is stopped is late once, read anew, and makes the tick slow; six good ones make it normal")
    func stoppedReader() async throws {
        let scene = LoadedScene(share: 1, patience: .seconds(15), isTimed: true)
        await scene.tick(PictureOfWords.page(1))
        kill(try #require(scene.reader.process), SIGSTOP)
        await scene.tick(PictureOfWords.page(2))
        let tick = try #require(scene.observer.report.history.last)
        #expect(tick.retried == 1 && tick.gaps.isEmpty && tick.wall > .seconds(14), "\(tick)")
        #expect(scene.observer.report.state == .slow && scene.observer.report.reason == .slowTick)
        #expect(scene.rings.count == 2, "the picture was read all the same")
        // On a machine that is busy beside, a good look may be late as well, and six in a row are wanted.
        let deadline = Deadline.after(.seconds(120))
        var good = 0
        while scene.observer.report.state != .normal, !deadline.hasPassed {
            await scene.tick(PictureOfWords.page(nil))
            let isGood = scene.observer.report.history.last.map { $0.wall <= ObserverPace.wallLimit } == true
            good = isGood ? good + 1 : 0
        }
        #expect(scene.observer.report.state == .normal && good == 6)
        await scene.reader.forget()
    }

    @Test(
        "a reader that is killed again and again turns it off after three pictures, and reads again when it is left alone"
    )
    func killedReader() async throws {
        let folder = NSTemporaryDirectory() + "understudy-killed-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (program, spared) = (folder + "/reader", folder + "/spared")
        try TestProgram.write(
            "#!/bin/sh\n[ -e '\(spared)' ] || kill -KILL $$\nexec '\(LoadedScene.program)' \"$@\"",
            to: program
        )
        let scene = LoadedScene(share: 1, program: program)
        // Between two failures the tab is left out for six ticks.
        for number in 0..<30 where scene.observer.report.state != nil { await scene.tick(PictureOfWords.page(number)) }
        let report = scene.observer.report
        #expect(report.state == nil && report.reason == .readerFailed && report.retryIn != nil, "\(report.history)")
        #expect(scene.rings.buffer(of: .person).gaps.contains { $0.reason == .unreadable })
        try Data().write(to: URL(fileURLWithPath: spared))
        scene.rings.purge()
        scene.observer.resume(by: "operator")
        await scene.tick(PictureOfWords.page(1))
        #expect(scene.observer.report.state == .normal && scene.newest?.lines.isEmpty == false)
        await scene.reader.forget()
    }

    @Test(
        "programs that want the processors make it slow",
        .enabled(if: MachinePressure.isTold, "this kernel tells no pressure")
    )
    func busyMachine() async throws {
        let scene = LoadedScene(share: 1, pressure: { MachinePressure(processor: MachinePressure.now().processor) })
        await scene.tick(PictureOfWords.page(nil))
        let hogs = try (0..<4 * ProcessInfo.processInfo.activeProcessorCount).map { _ in try Self.startHog() }
        defer {
            // A program that is started from here may have the gentler signals blocked.
            for hog in hogs {
                kill(hog.processIdentifier, SIGKILL)
                hog.waitUntilExit()
            }
        }
        // The kernel's figure is a mean of ten seconds; nobody else is kept from the processors meanwhile.
        let deadline = Deadline.after(.seconds(30))
        while scene.observer.report.state == .normal, !deadline.hasPassed {
            await scene.tick(PictureOfWords.page(nil))
        }
        #expect(scene.observer.report.state == .slow && scene.observer.report.reason == .processorPressure)
    }

    private static func startHog() throws -> Process {
        let hog = Process()
        hog.executableURL = URL(fileURLWithPath: "/usr/bin/nice")
        hog.arguments = ["-n", "19", "/bin/sh", "-c", "ulimit -t 20; while :; do :; done"]
        try hog.run()
        return hog
    }
}

extension MachinePressure {
    static var isTold: Bool { FileManager.default.isReadableFile(atPath: "/proc/pressure/cpu") }
}

/// An observer of one tab, whose pictures a real process reads.
private struct LoadedScene {
    let source = ListedSource()
    let clock = HandClock()
    let rings: ObservationRings
    let reader: ReaderProcess
    let observer: ScreenObserver

    /// The program beside that of the tests.
    static var program: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("understudy").path
    }

    /// - Parameter isTimed: whether time is the machine's; otherwise five seconds go by with each tick.
    init(
        share: Double,
        program: String = LoadedScene.program,
        patience: Duration = .seconds(60),
        isTimed: Bool = false,
        pressure: @escaping @Sendable () -> MachinePressure = { MachinePressure() }
    ) {
        var limits = ReaderProcess.Limits()
        limits.patience = patience
        reader = ReaderProcess(executable: program, limits: limits)
        guard let rings = try? ObservationRings(rules: ScreenRuleBook()) else { preconditionFailure("no memory") }
        self.rings = rings
        observer = ScreenObserver(
            source: source,
            reader: reader,
            rings: rings,
            events: RecordingSink(),
            share: share,
            pressure: pressure,
            now: { [clock] in isTimed ? .now : clock.now }
        )
    }

    /// One tick with a picture, read to its end.
    func tick(_ picture: [UInt8]) async {
        source.show([
            LookedPlace(id: TabID(rawValue: "tab_1"), owner: .person) { _ in
                let picture = ScreenPicture(encoded: picture, place: "tab_1")
                return .picture(TakenPicture(picture: picture, origin: "https://shop.example", title: ""))
            }
        ])
        clock.advance(by: observer.report.interval)
        await observer.tick()
        await observer.readWaiting()
    }

    var newest: Observation? { rings.newest(of: .person) }
}

/// Pictures of lines that are other ones each time.
private enum PictureOfWords {
    private static let words = ["order", "total", "coffee", "river", "window", "yellow", "number", "garden"]

    /// - Parameter number: which; nil for an empty page.
    static func page(_ number: Int?) -> [UInt8] {
        var picture = pixCreate(480, 320, 32)
        defer { pixDestroy(&picture) }
        pixSetAllArbitrary(picture, 0xFFFF_FF00)
        var font = bmfCreate(nil, 6)
        defer { bmfDestroy(&font) }
        for line in 0..<(number == nil ? 0 : 8) {
            let text = (0..<4).map { words[((number ?? 0) * 5 + line * 3 + $0 * ((number ?? 0) + 1)) % words.count] }
            var (width, overflow): (Int32, Int32) = (0, 0)
            let row = text.joined(separator: " ") + " \(number ?? 0)"
            pixSetTextline(picture, font, row, 0, 20, Int32(40 + line * 34), &width, &overflow)
        }
        var data: UnsafeMutablePointer<UInt8>?
        var count = 0
        pixWriteMemPng(&data, &count, picture, 0)
        defer { lept_free(data) }
        return Array(UnsafeBufferPointer(start: data, count: count))
    }
}
