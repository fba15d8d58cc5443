// SPDX-License-Identifier: Apache-2.0

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
}
