// SPDX-License-Identifier: Apache-2.0
import Replaying
import ScreenText
import Testing
import Vocabulary

@testable import understudy

@Suite("Words that a step looks for on a picture")
struct PictureWordsTests {
    private let screen = PictureWords(makeReader: { throw CancellationError() })
    private let box = Rectangle(x: 10, y: 20, width: 80, height: 16)

    @Test("Words that stand in the only line of theirs have a place")
    func place() {
        let line = ScreenLine(text: "Save", box: box)
        #expect(screen.place(of: "save", in: [line, ScreenLine(text: "Cancel", box: box)]) == .at(line))
        #expect(screen.isFound("save", in: [line]))
    }

    @Test("A line of which a word is missing has none, and holds nothing across what is missing")
    func missing() {
        let save = ScreenLine(text: "save", box: box, isUnsure: true, runs: ["", "save"])
        #expect(screen.place(of: "Save", in: [save]) == .unsure)
        let paid = ScreenLine(text: "Payment received", box: box, isUnsure: true, runs: ["Payment", "received"])
        #expect(!screen.isFound("Payment received", in: [paid]))
        #expect(screen.isFound("Payment", in: [paid]))
    }
}
