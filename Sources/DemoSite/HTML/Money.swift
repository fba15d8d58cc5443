// SPDX-License-Identifier: Apache-2.0

/// An amount in euro.
struct Money: Sendable, Hashable, Comparable {
    /// The amount in cents.
    let cents: Int

    /// The amount as the pages show it: `€12.40`.
    var text: String {
        let fraction = cents % 100
        return "€\(cents / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    static func + (left: Money, right: Money) -> Money { Money(cents: left.cents + right.cents) }

    static func * (left: Money, right: Int) -> Money { Money(cents: left.cents * right) }

    static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }
}
