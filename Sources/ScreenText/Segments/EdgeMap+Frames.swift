// SPDX-License-Identifier: Apache-2.0

/// The frames of fields, buttons, badges and cards: what is left of them when their straight sides are gone would tie a
/// line to the frame that it stands in or close above, or would be read as letters.
extension EdgeMap {
    /// How far the straight part of a button's border may end from its corner: pixels.
    private static let corner = 8
    /// How far that of what is higher may: pixels.
    private static let widestCorner = 20
    /// The straight part of a side that may have such corners; longer than a letter's: pixels.
    private static let shortestSide = 24
    /// More strokes than these are a picture of something else.
    private static let mostBars = 5000
    private static let mostStems = 50_000
    /// How far from its curve a corner is drawn, with what smooths it: pixels.
    private static let curve = 3.5
    /// What is higher has sides that are straight: pixels.
    private static let highestBadge = 60

    /// A place at which a stem and a bar end that belong together.
    private struct Corner {
        let bar: Stroke
        let stem: Stroke
        let isAbove: Bool
        let isLeft: Bool

        /// Where the straight parts end.
        var x: Int { isLeft ? bar.start : bar.end - 1 }
        var y: Int { isAbove ? stem.start : stem.end - 1 }
    }

    /// Takes them out.
    mutating func removeFrames(_ bars: [Stroke], _ stems: [Stroke]) {
        var byRow: [Int: [Stroke]] = [:]
        for bar in bars { byRow[bar.place, default: []].append(bar) }
        if bars.count < EdgeMap.mostBars, stems.count < EdgeMap.mostStems { removeSides(byRow, stems) }
        removeRoundEnds(bars)
    }

    /// Takes out stems with a bar at both ends, and the corners between long ones.
    private mutating func removeSides(_ bars: [Int: [Stroke]], _ stems: [Stroke]) {
        guard !bars.isEmpty else { return }
        for stem in stems {
            let isLong = stem.length > EdgeMap.longestStem
            let head = EdgeMap.corners(of: stem, isAbove: true, in: bars)
            guard isLong || !head.isEmpty else { continue }
            let foot = EdgeMap.corners(of: stem, isAbove: false, in: bars)
            guard isLong || !foot.isEmpty else { continue }
            for y in stem.start..<stem.end { marks[y * width + stem.place] = 0 }
            for corner in head + foot {
                for x in corner.bar.start..<corner.bar.end { marks[corner.bar.place * width + x] = 0 }
                remove(corner)
            }
        }
    }

    /// The corners at one end of a stem; wide ones are those of long bars.
    private static func corners(of stem: Stroke, isAbove: Bool, in bars: [Int: [Stroke]]) -> [Corner] {
        let y = isAbove ? stem.start - 1 : stem.end
        let reach = stem.length >= shortestSide ? widestCorner : corner
        var found: [Corner] = []
        for row in y - reach...y + reach {
            for bar in bars[row] ?? [] {
                let (left, right) = (abs(bar.start - stem.place), abs(bar.end - stem.place))
                let far = max(min(left, right), abs(row - y))
                guard far <= corner || (far <= reach && bar.length > longestBar) else { continue }
                found.append(Corner(bar: bar, stem: stem, isAbove: isAbove, isLeft: left <= right))
            }
        }
        return found
    }

    /// Takes out a quarter of an ellipse with what smooths it; of a corner that is no wider than that, all.
    private mutating func remove(_ corner: Corner) {
        let across = corner.isLeft ? corner.x - corner.stem.place : corner.stem.place - corner.x
        let along = corner.isAbove ? corner.y - corner.bar.place : corner.bar.place - corner.y
        guard across > 0, along > 0 else { return }
        let slack = EdgeMap.curve / Double(min(across, along))
        for row in 0...along {
            let y = corner.isAbove ? corner.y - row : corner.y + row
            for column in 0...across {
                let x = corner.isLeft ? corner.x - column : corner.x + column
                guard (0..<width).contains(x), (0..<height).contains(y) else { continue }
                let (right, up) = (Double(column) / Double(across), Double(row) / Double(along))
                if abs((right * right + up * up).squareRoot() - 1) <= slack { marks[y * width + x] = 0 }
            }
        }
    }

    /// Takes out the sides of what lies between two bars of one length, when all that is there is a thin curve: the ends of
    /// badges, and of buttons with round corners.
    private mutating func removeRoundEnds(_ bars: [Stroke]) {
        guard bars.count < EdgeMap.mostBars else { return }
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
}
