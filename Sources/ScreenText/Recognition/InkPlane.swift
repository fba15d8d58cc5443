// SPDX-License-Identifier: Apache-2.0

/// A place of a picture as ink on white, each word as dark as the others.
///
/// How far a pixel is from the ground of its column is how much ink it has. So light letters on dark and dark ones on light
/// come out alike, also side by side, and a grey word beside a black one is not taken for ground.
struct InkPlane {
    let width: Int
    let height: Int
    /// One byte a pixel, 255 where there is no ink.
    private(set) var grey: [UInt8]

    /// With less difference there is nothing to read.
    private static let leastContrast = 24
    /// Less is none.
    private static let faintest = 12

    /// - Returns: nil when there is nothing to read.
    init?(of box: PixelBox, in frame: PixelFrame) {
        (width, height) = (box.width, box.height)
        let grounds = Grounds(of: box, in: frame)
        grey = [UInt8](repeating: 0, count: box.area)
        var peaks = [Int](repeating: 0, count: box.width)
        for y in 0..<height {
            let start = (box.y + y) * frame.width + box.x
            for x in 0..<width {
                let distance = colourDistance(frame.pixels[start + x], grounds.columns[x])
                grey[y * width + x] = UInt8(truncatingIfNeeded: distance)
                peaks[x] = max(peaks[x], distance)
            }
        }
        if grounds.columns.contains(where: { $0 != grounds.main }) { clearCorners(box, frame, grounds, &peaks) }
        guard (peaks.max() ?? 0) >= InkPlane.leastContrast else { return nil }
        darken(InkPlane.factors(peaks, gap: max(4, height / 3)))
    }

    /// Takes out what the main ground leaves above and below another one: the round ends of a badge.
    private mutating func clearCorners(_ box: PixelBox, _ frame: PixelFrame, _ grounds: Grounds, _ peaks: inout [Int]) {
        for x in 0..<width where grounds.columns[x] != grounds.main {
            for rows in [Array(0..<height), (0..<height).reversed()] {
                var blended = 0
                for y in rows {
                    let pixel = frame.pixels[(box.y + y) * frame.width + box.x + x]
                    if colourDistance(pixel, grounds.main) > InkPlane.faintest {
                        blended += 1
                        if blended > 2 || pixel == grounds.columns[x] { break }
                    }
                    grey[y * width + x] = 0
                }
            }
            peaks[x] = (0..<height).reduce(0) { max($0, Int(grey[$1 * width + x])) }
        }
    }

    /// By how much each column is darkened, in 256ths: the darkest of its word becomes black.
    private static func factors(_ peaks: [Int], gap: Int) -> [Int] {
        var factors = [Int](repeating: 256, count: peaks.count)
        var start: Int?
        var last = 0
        var peak = 0
        for x in 0...peaks.count {
            let isInk = x < peaks.count && peaks[x] >= faintest
            if isInk {
                if start == nil { (start, peak) = (x, 0) }
                last = x
                peak = max(peak, peaks[x])
            }
            guard let first = start, x == peaks.count || x - last >= gap else { continue }
            if peak >= leastContrast { for place in first...last { factors[place] = 255 * 256 / peak } }
            start = nil
        }
        return factors
    }

    private mutating func darken(_ factors: [Int]) {
        for y in 0..<height {
            for x in 0..<width {
                let index = y * width + x
                grey[index] = UInt8(255 - min(255, (Int(grey[index]) * factors[x]) >> 8))
            }
        }
    }
}
