// SPDX-License-Identifier: Apache-2.0

/// What is remembered of the last picture of one place.
struct PlaceMemory {
    /// A place on the picture that may hold a line, and how it fared.
    struct Spot {
        let box: PixelBox
        let key: PixelFingerprint
        /// In how many pictures in a row its pixels were new.
        var changes = 0
        /// In how many pictures in a row it was not read although its pixels were new.
        var waited = 0
        /// How often these very pixels could not be read to the end.
        var failures = 0
        /// What it said when it was read last, in the picture's pixels.
        var lines: [ReadLine] = []
        /// The pixels are known, so `lines` are true of this picture.
        var isKnown = false
        /// It looked like letters and none could be read.
        var isIllegible = false

        /// Whether a further look may read it: what fails each time would take the time of all others.
        var isWorthReading: Bool { !isKnown && failures < PlaceMemory.mostFailures }

        /// Changes all the time: a clock, a video.
        var isRestless: Bool { changes > PlaceMemory.restless }
    }

    /// New pixels in more pictures in a row than this, and a spot is read by turns.
    static let restless = 3
    /// A restless spot is read when it has waited this often, so that it is never older than three pictures.
    static let turn = 2

    /// What failed as often as this stays unread until its pixels change.
    static let mostFailures = 3

    var encoded: PixelFingerprint
    var spots: [Spot]
    /// Where there was more than is looked at.
    var skipped: PixelBox?
    /// The lowest that was read.
    var minimumHeight: Int
    var size: PixelBox
    /// When it was looked at.
    var seen: Duration

    /// Whether something was left that a further look could read.
    func isIncomplete(_ effort: ReadingEffort) -> Bool {
        effort.minimumHeight < minimumHeight
            || spots.contains { $0.isWorthReading && $0.box.height >= effort.minimumHeight }
    }

    /// The spot of the last picture where this one stands now; they are in order from the top.
    static func spot(at box: PixelBox, in spots: [Spot]) -> Spot? {
        var best: (shared: Int, spot: Spot)?
        for spot in spots {
            if spot.box.y >= box.bottom { break }
            guard spot.box.bottom > box.y else { continue }
            let shared = spot.box.shared(with: box)
            guard 2 * shared > min(spot.box.area, box.area), 2 * shared > max(spot.box.area, box.area) / 2 else {
                continue
            }
            if shared > best?.shared ?? 0 { best = (shared, spot) }
        }
        return best?.spot
    }
}

extension PlaceMemory.Spot {
    /// Takes what its pixels say.
    mutating func take(_ entry: LineCache.Entry) {
        lines = entry.lines.map {
            ReadLine(
                text: $0.text,
                box: $0.box.moved(x: box.x, y: box.y),
                confidences: $0.confidences,
                gaps: $0.gaps
            )
        }
        isIllegible = entry.isIllegible
        isKnown = true
    }
}
