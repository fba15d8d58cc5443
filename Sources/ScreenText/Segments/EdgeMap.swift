// SPDX-License-Identifier: Apache-2.0

/// Where a picture changes from one pixel to the next, without what only frames other things.
///
/// An edge is a difference in any of the three colours: one luminance of all three would lose text that differs from its
/// ground in a single one. Rules, underlines and the borders of fields and buttons are straight for longer than the
/// stroke of a letter is; they are taken out, because they would tie lines of text together.
struct EdgeMap {
    let width: Int
    let height: Int
    /// One byte a pixel, 0 where there is no edge.
    var marks: [UInt8]

    /// A smaller difference of a colour is shading.
    static let threshold: Int32 = 32
    /// Straighter ones than these are no letters: pixels.
    static let longestBar = 40
    static let longestStem = 44
    /// What could be a side of a button's border: pixels.
    private static let shortestBar = 24
    private static let shortestStem = 8
    private static let toLeft: UInt8 = 1
    private static let upward: UInt8 = 2

    /// A straight run of edges.
    struct Stroke {
        /// The row of a bar, the column of a stem.
        let place: Int
        let start: Int
        let end: Int

        var length: Int { end - start }
    }

    init(of frame: PixelFrame) {
        width = frame.width
        height = frame.height
        marks = EdgeMap.differences(in: frame)
        let bars = bars()
        let stems = stems()
        removeFrames(bars, stems)
    }

    private static func differences(in frame: PixelFrame) -> [UInt8] {
        let (width, height) = (frame.width, frame.height)
        let pixels = UnsafePointer(frame.pixels.baseAddress!)
        return [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
            let marks = buffer.baseAddress!
            for y in 0..<height {
                let row = pixels + y * width
                let above = y == 0 ? row : row - width
                let out = marks + y * width
                var left = row[0]
                for x in 0..<width {
                    let pixel = row[x]
                    let up = above[x]
                    var mark: UInt8 = 0
                    if pixel != left, differs(pixel, left) { mark = toLeft }
                    if pixel != up, differs(pixel, up) { mark |= upward }
                    out[x] = mark
                    left = pixel
                }
            }
            count = width * height
        }
    }

    @inline(__always)
    private static func differs(_ one: UInt32, _ other: UInt32) -> Bool {
        let red = Int32(truncatingIfNeeded: one >> 24) - Int32(truncatingIfNeeded: other >> 24)
        let green = Int32(truncatingIfNeeded: one >> 16 & 0xFF) - Int32(truncatingIfNeeded: other >> 16 & 0xFF)
        let blue = Int32(truncatingIfNeeded: one >> 8 & 0xFF) - Int32(truncatingIfNeeded: other >> 8 & 0xFF)
        return max(abs(red), abs(green), abs(blue)) > threshold
    }

    /// Takes out long bars, and gives them and those that could be a button's.
    private mutating func bars() -> [Stroke] {
        var found: [Stroke] = []
        let (width, height) = (width, height)
        marks.withUnsafeMutableBufferPointer { marks in
            for y in 0..<height {
                let row = UnsafeMutablePointer(marks.baseAddress! + y * width)
                var x = 0
                while x < width {
                    guard row[x] & EdgeMap.upward != 0 else {
                        x += 1
                        continue
                    }
                    let start = x
                    x += 1
                    while x < width, row[x] == EdgeMap.upward { x += 1 }
                    guard x - start >= EdgeMap.shortestBar else { continue }
                    if x - start > EdgeMap.longestBar {
                        for index in start..<x { row[index] = 0 }
                    }
                    found.append(Stroke(place: y, start: start, end: x))
                }
            }
        }
        return found
    }

    /// Takes out long stems, and gives them and those that could be a button's.
    private mutating func stems() -> [Stroke] {
        var found: [Stroke] = []
        let (width, height) = (width, height)
        var starts = [Int32](repeating: -1, count: width)
        marks.withUnsafeMutableBufferPointer { marks in
            for y in 0...height {
                for x in 0..<width {
                    let isStem = y < height && marks[y * width + x] == EdgeMap.toLeft
                    let start = Int(starts[x])
                    if isStem {
                        if start < 0 { starts[x] = Int32(y) }
                        continue
                    }
                    guard start >= 0 else { continue }
                    starts[x] = -1
                    guard y - start >= EdgeMap.shortestStem else { continue }
                    if y - start > EdgeMap.longestStem {
                        for index in start..<y { marks[index * width + x] = 0 }
                    }
                    found.append(Stroke(place: x, start: start, end: y))
                }
            }
        }
        return found
    }
}
