// SPDX-License-Identifier: Apache-2.0

/// In which order new pixels are read, so that nothing starves when there is not time for all.
enum ReadingOrder {
    /// How urgent a spot is; lower ones are read first.
    enum Turn: Int, Comparable {
        /// It has waited for as long as anything may wait.
        case due
        /// Its pixels are new in this picture.
        case new
        /// It was left over.
        case left
        /// It changes all the time and was read not long ago; read only while the picture has cost little.
        case restless

        static func < (one: Turn, other: Turn) -> Bool { one.rawValue < other.rawValue }

        init(_ spot: PlaceMemory.Spot) {
            self =
                if spot.waited >= PlaceMemory.turn {
                    .due
                } else if spot.isRestless {
                    .restless
                } else if spot.waited > 0 {
                    .left
                } else {
                    .new
                }
        }
    }

    /// The numbers of the spots that are to be read, the most urgent first; from the top among equals.
    static func order(_ spots: [PlaceMemory.Spot]) -> [(index: Int, turn: Turn)] {
        spots.indices.filter { spots[$0].isWorthReading }
            .map { ($0, Turn(spots[$0])) }
            .sorted { one, other in
                if one.1 != other.1 { return one.1 < other.1 }
                if spots[one.0].waited != spots[other.0].waited { return spots[one.0].waited > spots[other.0].waited }
                return one.0 < other.0
            }
    }

    /// Lines from the top, and from the left where they share a row.
    static func fromTheTop(_ lines: [ReadLine]) -> [ReadLine] {
        let sorted = lines.sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
        var rows: [[ReadLine]] = []
        for line in sorted {
            if let first = rows.last?.first,
                2 * first.box.rowsShared(with: line.box) > min(first.box.height, line.box.height)
            {
                rows[rows.count - 1].append(line)
            } else {
                rows.append([line])
            }
        }
        return rows.flatMap { row in row.sorted { ($0.box.x, $0.box.y) < ($1.box.x, $1.box.y) } }
    }
}
