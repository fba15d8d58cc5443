// SPDX-License-Identifier: Apache-2.0

/// Cuts a piece that holds several lines at the rows between them.
enum LineSplitting {
    /// Lower ones hold one line: pixels.
    private static let highest = 22

    /// A part of a piece between two rows without ink.
    private struct Band {
        var top: Int
        var bottom: Int
        var height: Int { bottom - top }
    }

    /// The lines, each in a box that fits its ink; the piece itself when it is one.
    static func split(_ box: PixelBox, of map: EdgeMap) -> [PixelBox] {
        guard box.height > highest else { return [box] }
        let bands = whole(bands(of: box, map))
        guard bands.count > 1 else { return [box] }
        return bands.compactMap { fitted($0, box, map) }
    }

    private static func bands(of box: PixelBox, _ map: EdgeMap) -> [Band] {
        var bands: [Band] = []
        var start: Int?
        // A descender that meets an ascender, or the side of a frame, leaves a few pixels in the row between.
        let silent = box.width / 100
        for y in box.y...box.bottom {
            let isInk = y < box.bottom && ink(ofRow: y, box, map) > silent
            if isInk, start == nil { start = y }
            if !isInk, let top = start {
                bands.append(Band(top: top, bottom: y))
                start = nil
            }
        }
        return bands
    }

    /// Gives what is too low for a line, such as dots and accents, to the closer neighbour.
    private static func whole(_ bands: [Band]) -> [Band] {
        guard let highest = bands.map(\.height).max() else { return [] }
        var bands = bands
        var index = 0
        while index < bands.count, bands.count > 1 {
            guard bands[index].height < max(6, highest * 2 / 5) else {
                index += 1
                continue
            }
            let above = index > 0 ? bands[index].top - bands[index - 1].bottom : .max
            let below = index + 1 < bands.count ? bands[index + 1].top - bands[index].bottom : .max
            if below <= above {
                bands[index + 1].top = bands[index].top
            } else {
                bands[index - 1].bottom = bands[index].bottom
            }
            bands.remove(at: index)
        }
        return bands
    }

    private static func fitted(_ band: Band, _ box: PixelBox, _ map: EdgeMap) -> PixelBox? {
        var (left, right) = (box.right, box.x)
        for y in band.top..<band.bottom {
            let row = y * map.width
            var x = box.x
            while x < left, map.marks[row + x] == 0 { x += 1 }
            left = min(left, x)
            x = box.right
            while x > right, map.marks[row + x - 1] == 0 { x -= 1 }
            right = max(right, x)
        }
        guard left < right else { return nil }
        return PixelBox(x: left, y: band.top, width: right - left, height: band.height)
    }

    private static func ink(ofRow y: Int, _ box: PixelBox, _ map: EdgeMap) -> Int {
        var count = 0
        for x in box.x..<box.right where map.marks[y * map.width + x] != 0 { count += 1 }
        return count
    }
}
