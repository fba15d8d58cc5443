// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Replaying
internal import ScreenText
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

/// Reads pictures of pages for steps that wait for text on the screen.
///
/// Its reader is made by the first such step, and is one of its own: what a step waits for must not wait for the
/// observer, whose budget is small.
final class PictureWords: ScreenWords {
    /// Processor time for one picture; what is left unread then is read at the next look.
    private static let effort = ReadingEffort(budget: .seconds(4), isThorough: true)

    /// Hosts whose pictures are never read, as the observer does not.
    private let excluded: [HostPattern]
    private let makeReader: @Sendable () throws -> any ScreenReader
    private let made = Mutex<(any ScreenReader)?>(nil)

    init(excluding excluded: [HostPattern] = [], makeReader: @escaping @Sendable () throws -> any ScreenReader) {
        self.excluded = excluded
        self.makeReader = makeReader
    }

    func mayRead(_ origins: [WebOrigin]) -> Bool {
        !origins.contains { origin in excluded.contains { $0.matches(origin.host) } }
    }

    /// Lets go of all that the reader knows.
    func forget() async { await made.withLock { $0 }?.forget() }

    func read(_ picture: [UInt8], of place: String, by deadline: Deadline) async throws -> ScreenPage {
        let reader = try reader()
        var effort = Self.effort
        effort.deadline = deadline
        let reading = try await withDeadline(deadline, waitingFor: "a picture to be read") { [effort] in
            try await reader.read(ScreenPicture(encoded: picture, place: place), effort: effort)
        }
        return ScreenPage(
            lines: PictureWords.sure(reading).map(PictureWords.line),
            isWhole: reading.pending.isEmpty,
            width: Double(reading.size.width)
        )
    }

    private static func line(_ line: ReadLine) -> ScreenLine {
        let box = Rectangle(
            x: Double(line.box.x),
            y: Double(line.box.y),
            width: Double(line.box.width),
            height: Double(line.box.height)
        )
        // A word that is missing may turn the others round: "Don't save".
        let isUnsure = !line.gaps.isEmpty || line.confidences.contains { $0 < ObservedLine.sure }
        return ScreenLine(text: line.text, box: box, isUnsure: isUnsure, runs: line.runs)
    }

    func place(of words: String, in lines: [ScreenLine]) -> ScreenPlace {
        let holding = ScreenSearch(words)
        let found = lines.filter { holding.matches($0.text) }
        guard let line = found.first else { return .nowhere }
        guard found.count == 1 else { return .several }
        guard holding.isExactly(line.text) else { return .amongOthers }
        return line.isUnsure ? .unsure : .at(line)
    }

    /// Lines that stand on this very picture: where one is unread yet, what stood there before says nothing.
    static func sure(_ reading: ScreenReading) -> [ReadLine] {
        reading.lines.filter { line in !reading.pending.contains { $0.touches(line.box) } }
    }

    func canFind(_ words: String) -> Bool { !ScreenSearch(words).isEmpty }

    func isFound(_ words: String, in lines: [ScreenLine]) -> Bool {
        ScreenSearch(words).isFound(inRuns: lines.map(\.runs))
    }

    private func reader() throws -> any ScreenReader {
        try made.withLock { made in
            if let reader = made { return reader }
            OwnMemory.close()
            let reader = try makeReader()
            made = reader
            return reader
        }
    }
}
