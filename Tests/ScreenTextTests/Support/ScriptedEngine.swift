// SPDX-License-Identifier: Apache-2.0
@testable import ScreenText

/// An engine that names what it sees by a number, and takes as long as a test says.
final class ScriptedEngine: LineEngine {
    private(set) var readings = 0
    /// What time the eye sees; each reading costs `price`.
    let time = ScriptedTime()
    var price = Duration.milliseconds(10)
    /// What it reads, and how sure it is; nil for a number.
    var words: [(text: String, confidence: UInt8)]?

    /// Whether it comes to no end.
    var isFailing = false

    func read(_ crop: LineCrop) -> [RecognisedLine]? {
        readings += 1
        time.processor += price
        guard !isFailing else { return nil }
        let box = PixelBox(x: LineCrop.border, y: LineCrop.border, width: crop.width - 8, height: crop.height - 8)
        let words = words ?? [(text: "line\(readings)", confidence: 90)]
        return [
            RecognisedLine(words: words.map { RecognisedWord(text: $0.text, confidence: $0.confidence, box: box) })
        ]
    }

    func eye(limits: LineCache.Limits = LineCache.Limits()) -> ScreenEye {
        let time = time
        return ScreenEye(
            engine: self,
            clock: EyeClock(now: { time.now }, processor: { time.processor }),
            limits: limits
        )
    }
}

/// A clock that a test sets.
final class ScriptedTime {
    var now = Duration.seconds(1000)
    var processor = Duration.zero
}
