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
    private(set) var marks: [UInt8]

    /// A smaller difference of a colour is shading.
    static let threshold: Int32 = 32
    /// Straighter ones than these are no letters: pixels.
    static let longestBar = 40
    static let longestStem = 44
    /// What could be a side of a button's border: pixels.
    private static let shortestBar = 24
    private static let shortestStem = 8
    /// How far the straight part of a border may end from its corner: pixels.
    private static let corner = 8

    /// What is higher has sides that are straight: pixels.
    private static let highestBadge = 60

    private static let toLeft: UInt8 = 1
    private static let upward: UInt8 = 2

    /// A straight run of edges.
    private struct Stroke {
        /// The row of a bar, the column of a stem.
        let place: Int
        let start: Int
        let end: Int
    }

    init(of frame: PixelFrame) {
        width = frame.width
        height = frame.height
        marks = EdgeMap.differences(in: frame)
        let bars = bars()
        let stems = stems()
        removeBorders(bars, stems)
        removeRoundEnds(bars)
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

    /// Takes out long bars, and gives those that could be a button's.
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

    /// Takes out long stems, and gives those that could be a button's.
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
                    } else {
                        found.append(Stroke(place: x, start: start, end: y))
                    }
                }
            }
        }
        return found
    }

    /// Takes out stems with a bar at both ends: the sides of a small frame.
    private mutating func removeBorders(_ bars: [Stroke], _ stems: [Stroke]) {
        guard !bars.isEmpty, !stems.isEmpty else { return }
        var byRow: [Int: [Stroke]] = [:]
        for bar in bars { byRow[bar.place, default: []].append(bar) }
        for stem in stems {
            let head = EdgeMap.bars(near: stem.start - 1, at: stem.place, in: byRow)
            guard !head.isEmpty else { continue }
            let foot = EdgeMap.bars(near: stem.end, at: stem.place, in: byRow)
            guard !foot.isEmpty else { continue }
            for y in stem.start..<stem.end { marks[y * width + stem.place] = 0 }
            for bar in head + foot {
                for x in bar.start..<bar.end { marks[bar.place * width + x] = 0 }
            }
        }
    }

    /// Takes out the sides of what lies between two bars of one length, when all that is there is a thin curve: the ends of
    /// badges, and of buttons with round corners.
    private mutating func removeRoundEnds(_ bars: [Stroke]) {
        guard bars.count < 5000 else { return }
        for (index, top) in bars.enumerated() {
            // They are in order from the top.
            for bottom in bars[(index + 1)...] {
                let height = bottom.place - top.place
                if height > EdgeMap.highestBadge { break }
                guard height >= 8, abs(top.start - bottom.start) <= 2, abs(top.end - bottom.end) <= 2 else { continue }
                let reach = height / 2 + 2
                removeCurve(top, bottom, max(0, min(top.start, bottom.start) - reach), max(top.start, bottom.start) + 2)
                removeCurve(top, bottom, min(top.end, bottom.end) - 2, min(width, max(top.end, bottom.end) + reach))
                break
            }
        }
    }

    private mutating func removeCurve(_ top: Stroke, _ bottom: Stroke, _ left: Int, _ right: Int) {
        let rows = (top.place + 1)..<bottom.place
        let columns = left..<min(max(left, right), width)
        for y in rows {
            let count = columns.reduce(0) { $0 + (marks[y * width + $1] == 0 ? 0 : 1) }
            guard (1...(rows.count / 3 + 3)).contains(count) else { return }
        }
        for y in top.place...bottom.place {
            for x in columns { marks[y * width + x] = 0 }
        }
    }

    /// Bars that begin or end by a place.
    private static func bars(near y: Int, at x: Int, in rows: [Int: [Stroke]]) -> [Stroke] {
        var found: [Stroke] = []
        for row in (y - corner)...(y + corner) {
            for bar in rows[row] ?? [] where abs(bar.start - x) <= corner || abs(bar.end - x) <= corner {
                found.append(bar)
            }
        }
        return found
    }
}
