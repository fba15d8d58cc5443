import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import ScreenText

@Suite("Pictures that come from anywhere")
struct PictureDecoderTests {
    init() { PictureDecoder.silence() }

    @Test("PNG, JPEG and WebP become the same pixels", arguments: [Drawing.Format.png, .jpeg, .webp])
    func formats(_ format: Drawing.Format) throws {
        let drawing = Drawing(width: 40, height: 20, ground: 0x2040_8000)
        let frame = try PictureDecoder.decode(drawing.encoded(format))
        #expect((frame.width, frame.height) == (40, 20))
        #expect(colourDistance(frame.pixels[399], 0x2040_8000) <= 6)
    }

    @Test("Too many pixels are refused by what the head says")
    func tooLarge() {
        for (width, height) in [(30_000, 30_000), (60_000, 1), (1, 40_000), (7_000, 6_000)] {
            #expect(throws: ScreenTextError.self) { try PictureDecoder.decode(head(width, height)) }
            #expect(reason(of: head(width, height)) == .pictureTooLarge)
        }
    }

    @Test("What is no picture is refused, whatever it is")
    func unreadable() {
        let whole = Drawing(width: 64, height: 64).noise(PixelBox(x: 0, y: 0, width: 64, height: 64), seed: 3).encoded()
        let pictures: [[UInt8]] = [
            [], [0], Array("<svg onload=alert(1)>".utf8), Array("GIF89a................".utf8), head(0, 10),
            head(10, 0),
            head(100, 100), Array(whole.prefix(60)), [UInt8](repeating: 0xFF, count: 5000),
        ]
        for picture in pictures { #expect(reason(of: picture) == .pictureUnreadable) }
        // A picture that breaks off in the middle is either refused or what came of it.
        for cut in stride(from: 61, to: whole.count, by: 997) {
            _ = try? PictureDecoder.decode(Array(whole.prefix(cut)))
        }
    }

    @Test("Masks are painted, and what lies outside is cut off")
    func masks() throws {
        let frame = try Drawing(width: 20, height: 10).frame()
        frame.paint([
            PixelBox(x: -5, y: -5, width: 8, height: 8), PixelBox(x: 18, y: 8, width: .max, height: .max),
            PixelBox(x: 5, y: 5, width: -3, height: 2), PixelBox(x: 100, y: 100, width: 2, height: 2),
        ])
        #expect(frame.pixels.count { $0 == 0 } == 3 * 3 + 2 * 2)
    }

    private func reason(of bytes: [UInt8]) -> ScreenTextError.Code? {
        do throws(ScreenTextError) { _ = try PictureDecoder.decode(bytes) } catch { return error.reason }
        return nil
    }

    /// A PNG that has nothing but the head, and says that it is this large.
    private func head(_ width: Int, _ height: Int) -> [UInt8] {
        let size = [width, height]
            .flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        return signature + [0, 0, 0, 13] + Array("IHDR".utf8) + size + [8, 2, 0, 0, 0]
            + [UInt8](repeating: 0, count: 20)
    }
}
