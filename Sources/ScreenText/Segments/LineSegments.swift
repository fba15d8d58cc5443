// SPDX-License-Identifier: Apache-2.0

/// Finds the places of a picture that may hold a line of text.
///
/// Everything here looks at what is close by only, so that a line that has moved gets the same box around the same pixels
/// and is found in the cache.
enum LineSegments {
    /// More places than these are not looked at: a picture of noise.
    static let most = 3000
    /// More pieces than these are not put together.
    private static let mostPieces = 20_000
    /// Lower and narrower ones hold no text: pixels.
    private static let lowest = 5
    private static let narrowest = 3
    /// Around what was found: pixels.
    private static let margin = 1

    /// The boxes, from the top; each lies inside the picture.
    static func find(in frame: PixelFrame) -> [PixelBox] { look(in: frame).boxes }

    /// The boxes, and the part of the picture in which there were too many.
    static func look(in frame: PixelFrame) -> (boxes: [PixelBox], skipped: PixelBox?) {
        let map = EdgeMap(of: frame)
        let components = InkComponents(of: map)
        guard components.pieces.count <= mostPieces else { return ([], frame.bounds) }
        let boxes = LineJoining.joined(components.pieces).flatMap { LineSplitting.split($0.box, of: map) }
            .filter { $0.height >= lowest && $0.width >= narrowest }
            .sorted { ($0.y, $0.x) < ($1.y, $1.x) }
        var skipped = Array(boxes.dropFirst(most))
        if let end = components.end {
            skipped.append(PixelBox(x: 0, y: end, width: frame.width, height: frame.height - end))
        }
        let whole = skipped.first.map { first in skipped.reduce(first) { $0.union($1) } }
        return (placed(boxes.prefix(most), frame), whole)
    }

    private static func placed(_ boxes: ArraySlice<PixelBox>, _ frame: PixelFrame) -> [PixelBox] {
        boxes
            .map { box in
                PixelBox(
                    x: box.x - margin,
                    y: box.y - margin,
                    width: box.width + 2 * margin,
                    height: box.height + 2 * margin
                )
                .clipped(width: frame.width, height: frame.height)
            }
            .filter { !isCut($0, height: frame.height) }
    }

    /// Whether the picture's upper or lower edge goes through it: then it is half a line that scrolls in or out.
    private static func isCut(_ box: PixelBox, height: Int) -> Bool {
        (box.y == 0 || box.bottom == height) && box.height < 24
    }
}
