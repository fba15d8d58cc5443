import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import ScreenText

@Suite("Finding lines")
struct LineSegmentsTests {
    @Test("Lines of text have a box each, rules and borders have none")
    func lines() throws {
        let drawing = Drawing(width: 600, height: 200)
        drawing.write("The first line of some words", x: 30, y: 50)
        drawing.write("and the second one", x: 30, y: 90)
        drawing.fill(PixelBox(x: 10, y: 120, width: 560, height: 2), 0x8080_8000)
        drawing.fill(PixelBox(x: 580, y: 10, width: 1, height: 180), 0x8080_8000)
        let boxes = LineSegments.find(in: try drawing.frame())
        #expect(boxes.count == 2)
        #expect(boxes.allSatisfy { $0.x > 25 && $0.x < 35 && $0.height < 30 })
        #expect(LineSegments.look(in: try drawing.frame()).skipped == nil)
    }

    @Test("A line keeps its pixels wherever it stands, and whatever is around it")
    func scrolling() throws {
        func keys(_ shift: Int) throws -> Set<PixelFingerprint> {
            let drawing = Drawing(width: 600, height: 400)
            for line in 0..<9 {
                drawing.write("line number \(line * line + 17) of words", x: 30, y: 60 + line * 37 - shift)
            }
            let frame = try drawing.frame()
            return Set(LineSegments.find(in: frame).map { PixelFingerprint(of: $0, in: frame) })
        }
        let (before, after) = (try keys(0), try keys(30))
        #expect(before.count == 9)
        #expect(before.intersection(after).count >= 8)
    }

    @Test("The sides of a button are no part of its word")
    func button() throws {
        let drawing = Drawing(width: 300, height: 100)
        for box in [
            PixelBox(x: 40, y: 30, width: 70, height: 1), PixelBox(x: 40, y: 60, width: 70, height: 1),
            PixelBox(x: 40, y: 30, width: 1, height: 31), PixelBox(x: 109, y: 30, width: 1, height: 31),
        ] { drawing.fill(box, 0x0000_0000) }
        drawing.write("Go", x: 52, y: 50, size: 4)
        let boxes = LineSegments.find(in: try drawing.frame())
        #expect(boxes.count == 1)
        #expect(boxes.first.map { $0.x > 45 && $0.right < 105 } == true)
    }

    @Test("Round corners are no letters, and no part of a label close above them", arguments: [4, 6, 8, 12, 16, 20])
    func roundCorners(radius: Int) throws {
        let drawing = Drawing(width: 500, height: 300)
        drawing.outline(PixelBox(x: 20, y: 20, width: 440, height: 260), radius: radius, 0xC0B0_A000)
        drawing.write("Address", x: 60, y: 96)
        drawing.outline(PixelBox(x: 60, y: 102, width: 340, height: 42), radius: min(radius, 8), 0x9080_7000)
        drawing.write("Send", x: 84, y: 212)
        drawing.outline(PixelBox(x: 60, y: 190, width: 90, height: 34), radius: min(radius, 8), 0x9080_7000)
        drawing.write("Card", x: 240, y: 236)
        drawing.outline(PixelBox(x: 200, y: 190, width: 220, height: 72), radius: radius, 0x9080_7000)
        let boxes = LineSegments.find(in: try drawing.frame())
        #expect(boxes.count == 3, "\(boxes)")
        #expect(boxes.first.map { $0.bottom < 103 && $0.height < 26 && $0.right < 160 } == true, "\(boxes)")
        #expect(boxes.count { $0.x > 78 && $0.right < 140 && $0.y > 180 } == 1, "\(boxes)")
        #expect(boxes.count { $0.x > 230 && $0.right < 330 && $0.height < 26 } == 1, "\(boxes)")
    }

    /// Marks that no line ties together.
    private func marks(_ width: Int, _ height: Int) throws -> (frame: PixelFrame, count: Int) {
        let drawing = Drawing(width: width, height: height)
        let places = stride(from: 8, to: height - 8, by: 12)
            .flatMap { y in
                stride(from: 8, to: width - 8, by: 20).map { PixelBox(x: $0, y: y, width: 4, height: 6) }
            }
        for place in places { drawing.fill(place, 0x0000_0000) }
        return (try drawing.frame(), places.count)
    }

    @Test("Of too many places the part of the picture is named in which they were not looked at")
    func many() throws {
        let few = try marks(800, 600)
        let found = LineSegments.look(in: few.frame)
        #expect(few.count < LineSegments.most && found.boxes.count == few.count && found.skipped == nil)
        let many = try marks(1200, 1000)
        let cut = LineSegments.look(in: many.frame)
        #expect(many.count > LineSegments.most && cut.boxes.count == LineSegments.most)
        #expect(cut.skipped.map { $0.y > cut.boxes[0].bottom && $0.bottom > 980 } == true, "\(cut.skipped as Any)")
        let most = try marks(2600, 2600)
        #expect(most.count > 20_000)
        #expect(LineSegments.look(in: most.frame).skipped == most.frame.bounds)
    }

    @Test("Noise, black and single pixels are looked at and bounded")
    func noise() throws {
        let whole = PixelBox(x: 0, y: 0, width: 800, height: 600)
        let noise = try Drawing(width: 800, height: 600).noise(whole, seed: 5).frame()
        #expect(LineSegments.find(in: noise).count <= LineSegments.most)
        #expect(LineSegments.find(in: try Drawing(width: 800, height: 600, ground: 0).frame()).isEmpty)
        #expect(LineSegments.find(in: try Drawing(width: 1, height: 1).frame()).isEmpty)
        #expect(LineSegments.find(in: try Drawing(width: 1, height: 300).frame()).isEmpty)
    }

    @Test("One pixel of another colour is another line")
    func fingerprints() throws {
        let box = PixelBox(x: 3, y: 4, width: 20, height: 10)
        let frame = try Drawing(width: 40, height: 30).frame()
        let before = PixelFingerprint(of: box, in: frame)
        frame.pixels[13 * 40 + 22] ^= 0x0000_0100
        #expect(PixelFingerprint(of: box, in: frame) != before)
        #expect(PixelFingerprint(of: PixelBox(x: 3, y: 4, width: 10, height: 20), in: frame) != before)
    }
}
