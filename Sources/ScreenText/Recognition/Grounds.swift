// SPDX-License-Identifier: Apache-2.0

/// Which colours of a place are ground, column by column.
///
/// A line may cross a button, a badge or a marked word: what is ground there is ink elsewhere.
struct Grounds {
    /// The ground of each column.
    let columns: [UInt32]
    /// The ground of most of the place.
    let main: UInt32

    /// A ground that is narrower than this part of the height is a letter's stem.
    private static let narrowest = 0.7

    init(of box: PixelBox, in frame: PixelFrame) {
        var counts: [UInt32: Int] = [:]
        var commonest: [UInt32] = []
        commonest.reserveCapacity(box.width)
        var column = [UInt32](repeating: 0, count: box.height)
        for x in box.x..<box.right {
            for y in 0..<box.height { column[y] = frame.pixels[(box.y + y) * frame.width + x] }
            let (colour, count) = Grounds.commonest(&column)
            commonest.append(colour)
            counts[colour, default: 0] += count
        }
        let main = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
        self.main = main
        columns = Grounds.settled(
            commonest,
            main,
            narrowest: max(6, Int(Double(box.height) * Grounds.narrowest))
        ) { column, colour in Grounds.isFramed(column + box.x, by: colour, box, frame) }
    }

    /// Whether a colour is both above and below what fills a column: a letter on this ground, not a gap between two stems.
    private static func isFramed(_ x: Int, by colour: UInt32, _ box: PixelBox, _ frame: PixelFrame) -> Bool {
        let edge = max(1, box.height / 3)
        func has(_ rows: Range<Int>) -> Bool {
            rows.contains { colourDistance(frame.pixels[$0 * frame.width + x], colour) <= Int(EdgeMap.threshold) }
        }
        return has(box.y..<box.y + edge) && has(box.bottom - edge..<box.bottom)
    }

    private static func commonest(_ column: inout [UInt32]) -> (UInt32, Int) {
        // The row above the letters is ground nearly always.
        let first = column[0]
        let count = column.count { $0 == first }
        if 2 * count > column.count { return (first, count) }
        column.sort()
        var best: (colour: UInt32, count: Int) = (column[0], 0)
        var start = 0
        for index in 1...column.count where index == column.count || column[index] != column[start] {
            if index - start > best.count { best = (column[start], index - start) }
            start = index
        }
        return best
    }

    /// Keeps a colour where it is the ground of enough columns in a row.
    private static func settled(
        _ columns: [UInt32],
        _ main: UInt32,
        narrowest: Int,
        isFramed: (Int, UInt32) -> Bool
    ) -> [UInt32] {
        var settled = [UInt32](repeating: main, count: columns.count)
        var start = 0
        var last = 0
        // A letter may fill a column or two of it.
        for index in 0...columns.count {
            if index < columns.count, columns[index] == columns[start] {
                last = index
                continue
            }
            if index < columns.count, index - last <= 3, columns[start] != main, isFramed(index, columns[start]) {
                continue
            }
            if columns[start] != main, last + 1 - start >= narrowest {
                for place in start...last { settled[place] = columns[start] }
            }
            start = index < columns.count ? index : start
            last = index
        }
        return settled
    }
}

/// How far a pixel is from its ground, in the colour in which it is farthest.
@inline(__always)
func colourDistance(_ one: UInt32, _ other: UInt32) -> Int {
    if one == other { return 0 }
    let red = abs(Int(one >> 24) - Int(other >> 24))
    let green = abs(Int(one >> 16 & 0xFF) - Int(other >> 16 & 0xFF))
    let blue = abs(Int(one >> 8 & 0xFF) - Int(other >> 8 & 0xFF))
    return max(red, green, blue)
}
