// SPDX-License-Identifier: Apache-2.0
internal import CLeptonica

@testable import ScreenText

/// A picture that a test draws, letters included, and gives out as the browser would.
final class Drawing {
    private var picture: UnsafeMutablePointer<Pix>?
    let width: Int
    let height: Int

    init(width: Int, height: Int, ground: UInt32 = 0xFFFF_FF00) {
        (self.width, self.height) = (width, height)
        picture = pixCreate(Int32(width), Int32(height), 32)
        pixSetAllArbitrary(picture, ground)
    }

    deinit { pixDestroy(&picture) }

    /// Writes a line with Leptonica's own font; `size` is even, 4 to 20, and 6 is what pages have.
    @discardableResult
    func write(_ text: String, x: Int, y: Int, size: Int = 6, colour: UInt32 = 0x0000_0000) -> Drawing {
        var font = bmfCreate(nil, Int32(size))
        defer { bmfDestroy(&font) }
        var width: Int32 = 0
        var overflow: Int32 = 0
        pixSetTextline(picture, font, text, colour, Int32(x), Int32(y), &width, &overflow)
        return self
    }

    @discardableResult
    func fill(_ box: PixelBox, _ colour: UInt32) -> Drawing {
        var area = boxCreate(Int32(box.x), Int32(box.y), Int32(box.width), Int32(box.height))
        defer { boxDestroy(&area) }
        pixSetInRectArbitrary(picture, area, colour)
        return self
    }

    /// A line of one pixel around a box, with round corners.
    @discardableResult
    func outline(_ box: PixelBox, radius: Int, _ colour: UInt32) -> Drawing {
        for y in box.y..<box.bottom {
            for x in box.x..<box.right {
                let across = max(box.x + radius - x, x - (box.right - 1 - radius), 0)
                let along = max(box.y + radius - y, y - (box.bottom - 1 - radius), 0)
                let isSide = x == box.x || x == box.right - 1 || y == box.y || y == box.bottom - 1
                let distance = Double(across * across + along * along).squareRoot()
                let isCorner = across > 0 && along > 0
                guard isCorner ? abs(distance - Double(radius)) < 0.7 : isSide else { continue }
                pixSetPixel(picture, Int32(x), Int32(y), colour)
            }
        }
        return self
    }

    /// Random pixels.
    @discardableResult
    func noise(_ box: PixelBox, seed: Int) -> Drawing {
        var state = UInt32(truncatingIfNeeded: seed &* 2_654_435_761 &+ 1)
        for y in box.y..<(box.y + box.height) {
            for x in box.x..<(box.x + box.width) {
                state = state &* 1_664_525 &+ 1_013_904_223
                pixSetPixel(picture, Int32(x), Int32(y), state & 0xFFFF_FF00)
            }
        }
        return self
    }

    enum Format {
        case png, jpeg, webp
    }

    func encoded(_ format: Format = .png) -> [UInt8] {
        var data: UnsafeMutablePointer<UInt8>?
        var size = 0
        switch format {
        case .png: pixWriteMemPng(&data, &size, picture, 0)
        case .jpeg: pixWriteMemJpeg(&data, &size, picture, 95, 0)
        case .webp: pixWriteMemWebP(&data, &size, picture, 90, 0)
        }
        defer { lept_free(data) }
        return Array(UnsafeBufferPointer(start: data, count: size))
    }

    func frame() throws -> PixelFrame { try PictureDecoder.decode(encoded()) }
}
