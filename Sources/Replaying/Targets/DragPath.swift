internal import Browsing
// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// The way of a drag on the page as it is now.
///
/// Both ends are found anew, so the recorded way is bent between them: each point is shifted by its share of how far the
/// end has moved.
enum DragPath {
    /// The points to go through after the press, the end last.
    static func points(from start: Point, to end: Point?, along path: [Offset]) -> [Point] {
        let last = path.last ?? Offset(x: 0, y: 0)
        let recorded = Point(x: start.x + Double(last.x), y: start.y + Double(last.y))
        let end = end ?? recorded
        let shift = (x: end.x - recorded.x, y: end.y - recorded.y)
        let count = Double(max(1, path.count))
        let bent = path.dropLast().enumerated()
            .map { index, offset in
                let share = Double(index + 1) / count
                return Point(
                    x: start.x + Double(offset.x) + shift.x * share,
                    y: start.y + Double(offset.y) + shift.y * share
                )
            }
        let way = bent.isEmpty ? [middle(start, end)] : bent
        // What is let go on something must have come to it before: the last move enters it, one more is over it.
        return way + [Point(x: end.x, y: end.y > 1 ? end.y - 1 : end.y + 1), end]
    }

    private static func middle(_ start: Point, _ end: Point) -> Point {
        Point(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2)
    }
}
