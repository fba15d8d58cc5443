// SPDX-License-Identifier: Apache-2.0
internal import ScreenText

/// What was measured of the reading of screens.
struct ObserverFigures: Sendable {
    /// One way of reading whole pictures, over all ordinary pages of a size.
    struct Reader: Sendable {
        var words = WordScore()
        /// Processor time a picture, in milliseconds.
        var times: [Double] = []

        var time: Double { times.reduce(0, +) / Double(max(1, times.count)) }
    }

    /// Pictures that follow one another, ours beside whole pictures by the program.
    struct Sequence: Sendable {
        var own: [Double] = []
        var baseline: [Double] = []
        var words = WordScore()
        /// Only the words of which the engine is at least 70 sure, and 80.
        var sure = WordScore()
        var surest = WordScore()

        var ratio: Double { mean(own) / mean(baseline) }
        var ownTime: Double { mean(own) }
        var baselineTime: Double { mean(baseline) }
        private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
    }

    /// By size.
    var own: [String: Reader] = [:]
    var sure: [String: WordScore] = [:]
    var plain: [String: Reader] = [:]
    var screenpipe: [String: Reader] = [:]
    /// By what happens and size.
    var sequences: [String: Sequence] = [:]
    var capture: [String: Double] = [:]
    var foreign: [String] = []
    var small = (seen: 0, of: 0)
    /// Pictures on which the cache gave other lines than reading everything anew.
    var cacheDiffers = (differs: 0, of: 0)
    /// The oldest a line became, in pictures, where every pixel changes each time; and the recall after four.
    var stalest = 0
    var restless = WordScore()
    /// Resident memory of the reading process, in MiB.
    var memory: [String: Double] = [:]
    var longRun = (early: 0.0, late: 0.0, pictures: 0)
    /// Processor time a picture over the budget, where everything changes at the larger size, in milliseconds.
    var budget: [Double] = []
    /// Secrets of which nothing is left, by our rules and by exact patterns.
    var secrets = (ours: 0, strict: 0, of: 0)
    /// Lines of ordinary pages that the rules took out.
    var ordinary = (lost: 0, of: 0)
    /// Files that were opened for writing while pictures were read; nil without strace.
    var opens: (ours: Int, baseline: Int)?
    /// What long keeping takes.
    var keeping: Keeping?
    /// Readings of all pictures, to be kept.
    var kept: [ScreenReading] = []

    /// Ten minutes of looks, after many of them.
    struct Keeping: Sendable {
        var looks: Int
        /// Bytes of the ring after a tenth of them, and the most ever.
        var early: Int
        var most: Int
        /// The text of as many looks as the ring held, each line written out.
        var plain: Int
        /// Resident memory of this process after a tenth of them and at the end, in MiB.
        var memory: (early: Double, late: Double)
    }
}
