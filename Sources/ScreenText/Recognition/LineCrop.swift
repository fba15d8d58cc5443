// SPDX-License-Identifier: Apache-2.0

/// One place of a picture as the engine takes it: dark letters on white, in the colour that shows them best, enlarged.
///
/// It is never made black and white, and the three colours are never mixed: both lose words.
struct LineCrop {
    let width: Int
    let height: Int
    /// One byte a pixel.
    let grey: [UInt8]
    /// How much larger than on the picture.
    let scale: Double

    /// White around it: pixels, after the scaling.
    static let border = 4
    /// Lines that are as high as this need less of it: pixels.
    private static let large = 18
    /// Letters that are as high as this are large enough: pixels.
    private static let largeEnough = 60
    /// More pixels than these are no line.
    static let mostPixels = 4_000_000

    /// - Returns: nil when there is nothing to read.
    init?(of box: PixelBox, in frame: PixelFrame, scale wanted: Double) {
        guard box.area <= LineCrop.mostPixels, let plane = InkPlane(of: box, in: frame) else { return nil }
        scale = box.height > LineCrop.largeEnough ? 1 : box.height >= LineCrop.large ? min(wanted, 1.25) : wanted
        let (inner, rows) = (Int(Double(box.width) * scale), Int(Double(box.height) * scale))
        width = inner + 2 * LineCrop.border
        height = rows + 2 * LineCrop.border
        grey = LineCrop.enlarged(plane.grey, box.width, box.height, inner, rows)
    }

    /// Where something of the crop lies within the box that it was made of.
    func place(of part: PixelBox) -> PixelBox {
        let border = LineCrop.border
        let left = Int((Double(part.x - border) / scale).rounded(.down))
        let top = Int((Double(part.y - border) / scale).rounded(.down))
        let right = Int((Double(part.right - border) / scale).rounded(.up))
        let bottom = Int((Double(part.bottom - border) / scale).rounded(.up))
        return PixelBox(x: left, y: top, width: right - left, height: bottom - top)
    }

    /// Enlarges by mixing the four pixels around, in steps of a 256th.
    private static func enlarged(_ plane: [UInt8], _ width: Int, _ height: Int, _ toWidth: Int, _ toHeight: Int)
        -> [UInt8]
    {
        let columns = steps(width, toWidth, stride: 1)
        let rows = steps(height, toHeight, stride: width)
        let stride = toWidth + 2 * border
        var grey = [UInt8](repeating: 255, count: stride * (toHeight + 2 * border))
        grey.withUnsafeMutableBufferPointer { grey in
            plane.withUnsafeBufferPointer { plane in
                for y in 0..<toHeight {
                    let row = rows[y]
                    let out = (y + border) * stride + border
                    for x in 0..<toWidth {
                        let column = columns[x]
                        let upper = mixed(
                            plane[row.first + column.first],
                            plane[row.first + column.second],
                            column.part
                        )
                        let lower = mixed(
                            plane[row.second + column.first],
                            plane[row.second + column.second],
                            column.part
                        )
                        grey[out + x] = UInt8(
                            truncatingIfNeeded: (upper * (256 - row.part) + lower * row.part + 32768) >> 16
                        )
                    }
                }
            }
        }
        return grey
    }

    /// For each pixel the two that it lies between, times the stride, and how far it lies towards the second.
    private static func steps(_ from: Int, _ to: Int, stride: Int) -> [(first: Int, second: Int, part: Int)] {
        (0..<to)
            .map { index in
                let place = max(0, (Double(index) + 0.5) * Double(from) / Double(to) - 0.5)
                let first = min(Int(place), from - 1)
                return (first * stride, min(first + 1, from - 1) * stride, Int((place - Double(first)) * 256))
            }
    }

    @inline(__always)
    private static func mixed(_ one: UInt8, _ other: UInt8, _ part: Int) -> Int {
        Int(one) * (256 - part) + Int(other) * part
    }
}
