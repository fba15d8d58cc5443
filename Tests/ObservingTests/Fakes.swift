// SPDX-License-Identifier: Apache-2.0
import ScreenText
import Synchronization
import TestSupport
import Vocabulary

@testable import Observing

/// A source whose places a test says.
final class ListedSource: PictureSource {
    private let listed = Mutex<[LookedPlace]>([])

    var name: String { "list" }

    func places() async -> [LookedPlace] { listed.withLock { $0 } }

    /// Shows these places from now on.
    func show(_ places: [LookedPlace]) { listed.withLock { $0 = places } }

    /// Shows one tab with a text.
    func show(_ text: String, verdict: ObservationVerdict = .yes) {
        show([.showing(text, verdict: verdict)])
    }
}

extension LookedPlace {
    /// A place whose picture is its text.
    static func showing(
        _ text: String,
        in tab: String = "tab_1",
        of owner: RingOwner = .person,
        verdict: ObservationVerdict = .yes
    ) -> LookedPlace {
        LookedPlace(id: TabID(rawValue: tab), owner: owner, verdict: verdict) { _ in
            let picture = ScreenPicture(encoded: Array(text.utf8), place: tab)
            return .picture(TakenPicture(picture: picture, origin: "https://shop.example", title: "Shop"))
        }
    }

    /// A place of which no picture can be taken.
    static func failing(_ tab: String = "tab_1") -> LookedPlace {
        LookedPlace(id: TabID(rawValue: tab), owner: .person) { _ in
            throw VocabularyError(code: .deadlineExceeded, message: "No picture.")
        }
    }
}

/// A reader whose pictures are texts, and which costs and fails as a test says.
final class ScriptedReader: ScreenReader {
    struct Script: Sendable {
        var cost = Duration.milliseconds(10)
        var failure: ScreenTextError?
        /// The only text at which it fails; nil for all.
        var failing: String?
        var pending = 0
    }

    private struct State {
        var script = Script()
        var read: [String] = []
        var efforts: [ReadingEffort] = []
        var last: [String: String] = [:]
        var forgotten = 0
    }

    private let state = Mutex(State())
    private let gate: Gate?

    /// - Parameter gate: what each reading waits at.
    init(gate: Gate? = nil) { self.gate = gate }

    /// What was read, in order.
    var read: [String] { state.withLock { $0.read } }
    /// With what effort.
    var efforts: [ReadingEffort] { state.withLock { $0.efforts } }
    /// How often it was told to forget.
    var forgotten: Int { state.withLock { $0.forgotten } }

    func follow(_ script: Script) { state.withLock { $0.script = script } }

    func read(_ picture: ScreenPicture, effort: ReadingEffort) async throws -> ScreenReading {
        if let gate { try await gate.pass() }
        let text = String(decoding: picture.encoded, as: UTF8.self)
        let (script, isUnchanged) = state.withLock { state in
            state.read.append(text)
            state.efforts.append(effort)
            defer { state.last[picture.place] = text }
            return (state.script, state.last[picture.place] == text)
        }
        if let failure = script.failure, script.failing ?? text == text { throw failure }
        let box = PixelBox(x: 0, y: 0, width: 1280, height: 720)
        let lines = text.split(separator: "\n").enumerated()
            .map { index, line in
                ReadLine(
                    text: String(line),
                    box: PixelBox(x: 10, y: 20 * index, width: 200, height: 18),
                    confidences: line.split(separator: " ").map { _ in 90 }
                )
            }
        let cost = ReadingCost(processor: script.cost, wall: script.cost, recognised: lines.count, known: 0)
        return ScreenReading(
            isUnchanged: isUnchanged,
            lines: lines,
            pending: Array(repeating: box, count: script.pending),
            size: box,
            cost: cost
        )
    }

    func forget() async { state.withLock { $0.forgotten += 1 } }
}

/// A clock that goes when a test says so.
final class HandClock: Sendable {
    private let time = Mutex(ContinuousClock.now)

    var now: ContinuousClock.Instant { time.withLock { $0 } }

    func advance(by duration: Duration) { time.withLock { $0 += duration } }
}

/// An observer of listed places, and all that it is made of.
struct ObservedScene {
    let source = ListedSource()
    let reader: ScriptedReader
    let sink = RecordingSink()
    let clock = HandClock()
    let rings: ObservationRings
    let observer: ScreenObserver

    init(
        reader: ScriptedReader = ScriptedReader(),
        secret: @escaping @Sendable () -> String = { "" },
        pressure: MachinePressure = MachinePressure(),
        whenRead: @escaping @Sendable (ObservationRings) -> Void = { _ in }
    ) throws {
        self.reader = reader
        rings = try ObservationRings(rules: ScreenRuleBook())
        observer = ScreenObserver(
            source: source,
            reader: reader,
            rings: rings,
            events: sink,
            secretLines: { [rings] in
                whenRead(rings)
                let secret = secret()
                return { lines in Set(lines.indices.filter { !secret.isEmpty && lines[$0].contains(secret) }) }
            },
            pressure: { pressure },
            now: { [clock] in clock.now },
            meter: { .zero }
        )
    }

    /// One tick, five seconds after the one before, read to its end.
    func tick() async {
        clock.advance(by: .seconds(5))
        await observer.tick()
        await observer.readWaiting()
    }

    /// What the person's ring holds.
    var texts: [String] { rings.observations(of: .person).flatMap { $0.lines.map(\.text) } }
}
