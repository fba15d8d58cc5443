// SPDX-License-Identifier: Apache-2.0
import ScreenText
import Synchronization
import Vocabulary

/// A clock that goes on when a test says so.
final class TestClock: Sendable {
    private let instant = Mutex(ContinuousClock.now)
    private let wall = Mutex(Timestamp(milliseconds: 1_795_000_000_000))

    var now: ContinuousClock.Instant { instant.withLock { $0 } }
    var time: Timestamp { wall.withLock { $0 } }

    func advance(_ duration: Duration) {
        instant.withLock { $0 += duration }
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        wall.withLock { $0 = Timestamp(milliseconds: $0.milliseconds + milliseconds) }
    }

    func rings(_ rules: ScreenRules = ScreenRules(), byteLimit: Int = 1 << 20) throws -> ObservationRings {
        try rings(try ScreenRuleBook(rules), byteLimit: byteLimit)
    }

    func rings(_ book: ScreenRuleBook, byteLimit: Int = 1 << 20) throws -> ObservationRings {
        try ObservationRings(rules: book, byteLimit: byteLimit, now: { self.now }, wall: { self.time })
    }
}

extension SeenPage {
    static func shop(_ title: String = "Shop", tab: String = "T1") -> SeenPage {
        SeenPage(tab: TabID(rawValue: tab), origin: "https://shop.example", title: title)
    }
}

extension ScreenReading {
    /// What a reader says of some lines, one below another.
    static func of(_ texts: [String], isUnchanged: Bool = false, pending: [PixelBox] = []) -> ScreenReading {
        let lines = texts.enumerated()
            .map { index, text in
                ReadLine(
                    text: text,
                    box: PixelBox(x: 10, y: 20 * index, width: 300, height: 16),
                    confidences: text.split(separator: " ").map { _ in 91 }
                )
            }
        return .of(lines, isUnchanged: isUnchanged, pending: pending)
    }

    static func of(
        _ lines: [ReadLine],
        isUnchanged: Bool = false,
        pending: [PixelBox] = [],
        illegible: [PixelBox] = []
    ) -> ScreenReading {
        ScreenReading(
            isUnchanged: isUnchanged,
            lines: lines,
            pending: pending,
            illegible: illegible,
            size: PixelBox(x: 0, y: 0, width: 1280, height: 720),
            cost: ReadingCost(processor: .zero, wall: .zero, recognised: 0, known: 0)
        )
    }
}

extension Observation {
    var texts: [String] { lines.map(\.text) }
}
