// SPDX-License-Identifier: Apache-2.0

/// Finds the places of a picture that may hold a line of text.
///
/// Everything here looks at what is close by only, so that a line that has moved gets the same box around the same pixels
/// and is found in the cache.
enum LineSegments {
    /// More places than these are not looked at: a picture of noise.
    static let most = 3000
    /// Lower and narrower ones hold no text: pixels.
    private static let lowest = 5
    private static let narrowest = 3
    /// Around what was found: pixels.
    private static let margin = 1

    /// The boxes, from the top; each lies inside the picture.
    static func find(in frame: PixelFrame) -> [PixelBox] {
        let map = EdgeMap(of: frame)
        var pieces = InkComponents(of: map).pieces
        if pieces.count > 20_000 { pieces = [] }
        pieces = LineJoining.joined(pieces)
        let boxes = pieces.flatMap { LineSplitting.split($0.box, of: map) }
            .filter { $0.height >= lowest && $0.width >= narrowest }
            .sorted { ($0.y, $0.x) < ($1.y, $1.x) }
        return boxes.prefix(most)
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
