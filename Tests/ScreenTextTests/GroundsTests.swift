// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ScreenText

@Suite("Telling ground from ink")
struct GroundsTests {
    private static let white: UInt32 = 0xFFFF_FF00
    private static let dark: UInt32 = 0x2020_2000

    /// Three heavy stems that an arch joins: the letter m.
    private func letter(_ drawing: Drawing, x: Int, y: Int, _ colour: UInt32) {
        drawing.fill(PixelBox(x: x, y: y, width: 15, height: 2), colour)
        for stem in 0..<3 { drawing.fill(PixelBox(x: x + 6 * stem, y: y, width: 3, height: 10), colour) }
    }

    @Test("The stems of a heavy letter are ink, however close they stand")
    func heavyLetters() throws {
        let drawing = Drawing(width: 60, height: 20)
        letter(drawing, x: 10, y: 5, Self.dark)
        letter(drawing, x: 28, y: 5, Self.dark)
        let grounds = Grounds(of: PixelBox(x: 8, y: 4, width: 40, height: 12), in: try drawing.frame())
        #expect(grounds.columns == Array(repeating: Self.white, count: 40))
    }

    @Test("A badge is the ground of heavy letters in it")
    func badge() throws {
        let drawing = Drawing(width: 100, height: 24)
        letter(drawing, x: 4, y: 7, Self.dark)
        drawing.fill(PixelBox(x: 40, y: 4, width: 44, height: 16), Self.dark)
        letter(drawing, x: 46, y: 7, Self.white)
        letter(drawing, x: 64, y: 7, Self.white)
        let grounds = Grounds(of: PixelBox(x: 2, y: 2, width: 96, height: 20), in: try drawing.frame())
        #expect(grounds.columns[0..<38].allSatisfy { $0 == Self.white })
        #expect(grounds.columns[38..<82].allSatisfy { $0 == Self.dark })
        #expect(grounds.columns[82...].allSatisfy { $0 == Self.white })
    }
}
