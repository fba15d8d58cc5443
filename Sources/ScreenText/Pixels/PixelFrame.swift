// SPDX-License-Identifier: Apache-2.0

/// The pixels of one picture, row after row; red is the highest byte of each, then green, then blue.
///
/// They are wiped when the frame goes.
final class PixelFrame {
    let width: Int
    let height: Int
    let pixels: UnsafeMutableBufferPointer<UInt32>
    private let release: () -> Void

    /// Takes over pixels that somebody else has allocated.
    ///
    /// - Parameter release: gives the memory back; it has been wiped by then.
    init(width: Int, height: Int, pixels: UnsafeMutablePointer<UInt32>, release: @escaping () -> Void) {
        self.width = width
        self.height = height
        self.pixels = UnsafeMutableBufferPointer(start: pixels, count: width * height)
        self.release = release
    }

    deinit {
        pixels.update(repeating: 0)
        release()
    }

    /// Paints boxes black; what lies outside is cut off.
    func paint(_ boxes: [PixelBox]) {
        for box in boxes {
            let part = box.clipped(width: width, height: height)
            for y in part.y..<(part.y + part.height) {
                let row = pixels[(y * width + part.x)..<(y * width + part.x + part.width)]
                for index in row.indices { pixels[index] = 0 }
            }
        }
    }

    /// The bytes of one row of a box that lies inside.
    func bytes(ofRow y: Int, in box: PixelBox) -> UnsafeRawBufferPointer {
        let start = (box.y + y) * width + box.x
        return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(pixels)[(start * 4)..<((start + box.width) * 4)])
    }

    /// The whole of it.
    var bounds: PixelBox { PixelBox(x: 0, y: 0, width: width, height: height) }
}
