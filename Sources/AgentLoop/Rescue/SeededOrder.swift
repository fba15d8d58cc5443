// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation

/// Orders that look random and are the same for the same run, step and question.
struct SeededOrder: RandomNumberGenerator {
    private var state: UInt64

    /// - Parameter seed: whatever the order shall depend on.
    init(seed: String) {
        state = SHA256.hash(data: Data(seed.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// [SplitMix64](https://doi.org/10.1145/2714064.2660195).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Two orders of so many things in which nothing has the same place twice.
    ///
    /// So a model that answers a place, because the page told it to or because it always does, never agrees with itself.
    static func pair(of count: Int, seed: String) -> (first: [Int], second: [Int]) {
        var generator = SeededOrder(seed: seed)
        let first = Array(0..<count).shuffled(using: &generator)
        var second = first
        // Sattolo's algorithm: one cycle through all places, so that everything moves.
        for index in stride(from: count - 1, to: 0, by: -1) {
            second.swapAt(index, Int.random(in: 0..<index, using: &generator))
        }
        return (first, second)
    }
}
