// SPDX-License-Identifier: Apache-2.0

/// How much of a picture the fastest viewer can take: a value that is told once a second how it went.
///
/// First the pictures become smaller, then coarser, then fewer. One step down takes three bad seconds, one step up ten
/// good ones, so that it does not swing.
struct PictureLadder: Sendable, Hashable {
    /// One step.
    struct Rung: Sendable, Hashable {
        /// The picture's width, as a share of what was wished.
        var share = 1.0
        /// The best quality.
        var quality = 100
        /// The most pictures a second; nil for any number.
        var rate: Int?
    }

    static let rungs = [
        Rung(), Rung(share: 2.0 / 3), Rung(share: 0.5), Rung(share: 0.5, quality: 60), Rung(share: 0.5, quality: 40),
        Rung(share: 0.5, quality: 40, rate: 5), Rung(share: 0.5, quality: 40, rate: 2),
    ]

    private var place = 0
    private var bad = 0
    private var good = 0

    var rung: Rung { PictureLadder.rungs[place] }

    /// Takes a second of the viewer that takes the most.
    ///
    /// - Parameters:
    ///   - taken: how many pictures it took.
    ///   - busy: for how much of the second a picture was on its way to it.
    mutating func note(taken: Int, busy: Double) {
        let isBad = busy > 0.8 && taken < (rung.rate ?? 10)
        bad = isBad ? bad + 1 : 0
        good = busy < 0.35 ? good + 1 : 0
        if bad >= 3, place < PictureLadder.rungs.count - 1 {
            place += 1
            (bad, good) = (0, 0)
        } else if good >= 10, place > 0 {
            place -= 1
            (bad, good) = (0, 0)
        }
    }
}
