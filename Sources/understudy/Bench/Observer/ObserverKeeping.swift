// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import ScreenText
internal import Synchronization
internal import Vocabulary

/// Keeps readings for hours on a clock that is turned by hand: whether what is kept grows.
struct ObserverKeeping {
    let readings: [ScreenReading]

    func measure(looks: Int, _ figures: inout ObserverFigures) throws {
        guard !readings.isEmpty else { return }
        let clock = HandClock()
        let rings = try ObservationRings(rules: ScreenRuleBook(), now: { clock.now })
        let page = SeenPage(tab: TabID(rawValue: "bench"), origin: "https://shop.example", title: "Bench")
        var keeping = ObserverFigures.Keeping(looks: looks, early: 0, most: 0, plain: 0, memory: (0, 0))
        for look in 0..<looks {
            clock.advance(by: .seconds(5))
            rings.append(readings[look % readings.count], of: .person, on: page)
            keeping.most = max(keeping.most, rings.bytes)
            guard look == looks / 10 else { continue }
            keeping.early = rings.bytes
            keeping.memory.early = ResidentMemory.mebibytes(of: getpid())
        }
        keeping.memory.late = ResidentMemory.mebibytes(of: getpid())
        keeping.plain = rings.observations(of: .person).flatMap(\.lines).reduce(0) { $0 + $1.text.utf8.count + 12 }
        figures.keeping = keeping
    }

    private final class HandClock: Sendable {
        private let time = Mutex(ContinuousClock.now)
        var now: ContinuousClock.Instant { time.withLock { $0 } }
        func advance(by duration: Duration) { time.withLock { $0 += duration } }
    }
}
