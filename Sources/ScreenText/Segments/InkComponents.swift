// SPDX-License-Identifier: Apache-2.0

/// What hangs together of an edge map when small gaps in a row are closed.
struct InkComponents {
    /// One piece.
    struct Piece {
        var box: PixelBox
        /// Pixels of it that are edges.
        var ink: Int
    }

    /// Gaps in a row up to this many pixels are inside a word, or between two.
    static let closedGap = 11
    /// A picture of noise has more pieces than this, and no text.
    static let mostRuns = 400_000

    private(set) var pieces: [Piece] = []
    /// From which row on there was more than is looked at.
    private(set) var end: Int?

    private struct Run {
        let start: Int32
        let end: Int32
        let ink: Int32
        let row: Int32
    }

    init(of map: EdgeMap) {
        var runs: [Run] = []
        var end: Int?
        var rowStarts: [Int] = []
        rowStarts.reserveCapacity(map.height + 1)
        map.marks.withUnsafeBufferPointer { marks in
            for y in 0..<map.height {
                rowStarts.append(runs.count)
                guard runs.count < InkComponents.mostRuns else {
                    end = end ?? y
                    continue
                }
                InkComponents.scan(marks.baseAddress! + y * map.width, map.width, Int32(y), into: &runs)
            }
        }
        rowStarts.append(runs.count)
        self.end = end
        join(runs, rowStarts)
    }

    private static func scan(_ row: UnsafePointer<UInt8>, _ width: Int, _ y: Int32, into runs: inout [Run]) {
        var x = 0
        while x < width {
            // Most of a page is empty: eight pixels at a time.
            if row[x] == 0 {
                if x + 8 <= width, UnsafeRawPointer(row + x).loadUnaligned(as: UInt64.self) == 0 {
                    x += 8
                } else {
                    x += 1
                }
                continue
            }
            let start = x
            var last = x
            var ink: Int32 = 0
            while x < width, x - last <= closedGap {
                if row[x] != 0 {
                    last = x
                    ink += 1
                }
                x += 1
            }
            runs.append(Run(start: Int32(start), end: Int32(last + 1), ink: ink, row: y))
            x = max(last + 1, x)
        }
    }

    private mutating func join(_ runs: [Run], _ rowStarts: [Int]) {
        var parents = [Int32](unsafeUninitializedCapacity: runs.count) { buffer, count in
            for index in runs.indices { buffer[index] = Int32(index) }
            count = runs.count
        }
        func root(_ index: Int32) -> Int32 {
            var index = index
            while parents[Int(index)] != index {
                parents[Int(index)] = parents[Int(parents[Int(index)])]
                index = parents[Int(index)]
            }
            return index
        }
        for y in 1..<max(1, rowStarts.count - 1) {
            var above = rowStarts[y - 1]
            let aboveEnd = rowStarts[y]
            for index in rowStarts[y]..<rowStarts[y + 1] {
                let run = runs[index]
                while above < aboveEnd, runs[above].end < run.start { above += 1 }
                var other = above
                while other < aboveEnd, runs[other].start <= run.end {
                    let (one, two) = (root(Int32(other)), root(Int32(index)))
                    if one != two { parents[Int(max(one, two))] = min(one, two) }
                    other += 1
                }
            }
        }
        gather(runs, parents, root)
    }

    private mutating func gather(_ runs: [Run], _ parents: [Int32], _ root: (Int32) -> Int32) {
        var places = [Int32](repeating: -1, count: runs.count)
        for (index, run) in runs.enumerated() {
            let box = PixelBox(x: Int(run.start), y: Int(run.row), width: Int(run.end - run.start), height: 1)
            let owner = Int(root(Int32(index)))
            if places[owner] < 0 {
                places[owner] = Int32(pieces.count)
                pieces.append(Piece(box: box, ink: Int(run.ink)))
            } else {
                let place = Int(places[owner])
                pieces[place].box = pieces[place].box.union(box)
                pieces[place].ink += Int(run.ink)
            }
        }
    }
}
