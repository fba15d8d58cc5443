// SPDX-License-Identifier: Apache-2.0

/// Puts the pieces of one line together: words, dots, accents.
enum LineJoining {
    typealias Piece = InkComponents.Piece

    /// The pieces of lines, in no order that means something, but always the same.
    static func joined(_ pieces: [Piece]) -> [Piece] {
        var pieces = pieces.filter { $0.ink >= 2 }
        pieces = withoutFrames(pieces)
        // What joins may join again; real pages come to rest in three rounds.
        for _ in 0..<4 {
            let before = pieces.count
            pieces = round(pieces)
            if pieces.count == before { break }
        }
        return pieces.sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
    }

    /// Leaves out borders that nothing else took out: high, hollow, and with other pieces inside.
    private static func withoutFrames(_ pieces: [Piece]) -> [Piece] {
        let frames = pieces.filter { piece in
            piece.box.height >= 20 && piece.box.width >= 20
                && piece.ink <= 5 * (piece.box.width + piece.box.height) && piece.ink * 12 < piece.box.area
        }
        guard !frames.isEmpty, frames.count < 1000 else { return pieces }
        return pieces.filter { piece in
            guard frames.contains(where: { $0.box == piece.box }) else { return true }
            return !pieces.contains { other in
                other.box != piece.box && piece.box.holds(other.box) && 3 * other.box.height < 2 * piece.box.height
                    && other.box.height >= 6
            }
        }
    }

    private static func round(_ pieces: [Piece]) -> [Piece] {
        let sorted = pieces.sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
        var parents = Array(sorted.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while parents[index] != index {
                parents[index] = parents[parents[index]]
                index = parents[index]
            }
            return index
        }
        for index in sorted.indices {
            let piece = sorted[index].box
            var other = index + 1
            // Later ones begin lower; those that begin well below the lower edge have nothing to do with it.
            while other < sorted.count, sorted[other].box.y <= piece.bottom + 6 {
                if belong(piece, sorted[other].box) {
                    let (one, two) = (root(index), root(other))
                    if one != two { parents[max(one, two)] = min(one, two) }
                }
                other += 1
            }
        }
        var merged: [Int: Piece] = [:]
        var order: [Int] = []
        for index in sorted.indices {
            let owner = root(index)
            if let known = merged[owner] {
                merged[owner] = Piece(box: known.box.union(sorted[index].box), ink: known.ink + sorted[index].ink)
            } else {
                merged[owner] = sorted[index]
                order.append(owner)
            }
        }
        return order.compactMap { merged[$0] }
    }

    /// Whether two pieces are of one line.
    private static func belong(_ one: PixelBox, _ other: PixelBox) -> Bool {
        let (low, high) = one.height <= other.height ? (one, other) : (other, one)
        let shared = one.rowsShared(with: other)
        let gap = one.gap(to: other)
        // A blob is a picture: it takes in what lies on it, and nothing beside it.
        if high.height > 60, high.height > 3 * low.height { return high.holds(low) }
        if shared > 0 {
            guard 2 * shared >= low.height else { return false }
            let reach = low.height * 3 >= high.height ? low.height : high.height
            return gap * 10 <= reach * 9
        }
        // The dot of an i and accents stand above, cedillas below.
        return low.height * 5 <= high.height * 2 && low.height <= 12 && -shared <= max(2, high.height / 5)
            && gap <= -low.width / 2
    }
}
