// SPDX-License-Identifier: Apache-2.0
internal import Replaying
internal import ScreenText
internal import Synchronization
internal import Vocabulary

/// Reads pictures of pages for steps that wait for text on the screen.
///
/// Its reader is made by the first such step, and is one of its own: what a step waits for must not wait for the
/// observer, whose budget is small.
final class PictureWords: ScreenWords {
    /// Processor time for one picture; what is left unread then is read at the next look.
    private static let effort = ReadingEffort(budget: .seconds(4))

    private let makeReader: @Sendable () throws -> any ScreenReader
    private let made = Mutex<(any ScreenReader)?>(nil)

    init(makeReader: @escaping @Sendable () throws -> any ScreenReader) { self.makeReader = makeReader }

    func lines(on picture: [UInt8], of place: String) async throws -> [ScreenLine] {
        let reading = try await reader().read(ScreenPicture(encoded: picture, place: place), effort: Self.effort)
        return reading.lines.map { line in
            let box = Rectangle(
                x: Double(line.box.x),
                y: Double(line.box.y),
                width: Double(line.box.width),
                height: Double(line.box.height)
            )
            return ScreenLine(text: line.text, box: box)
        }
    }

    func canFind(_ words: String) -> Bool { !ScreenSearch(words).isEmpty }

    func isFound(_ words: String, in lines: [ScreenLine]) -> Bool {
        ScreenSearch(words).isFound(in: lines.map(\.text))
    }

    private func reader() throws -> any ScreenReader {
        try made.withLock { made in
            if let reader = made { return reader }
            let reader = try makeReader()
            made = reader
            return reader
        }
    }
}
