// SPDX-License-Identifier: Apache-2.0

/// One coffee that the shop sells.
struct Coffee: Sendable, Hashable {
    /// Its part of the address: `/menu/flat-white`.
    let slug: String
    /// What it is called.
    let name: String
    /// One sentence for the list and the product page.
    let description: String
    /// Where the beans come from.
    let origin: String
    /// What one costs.
    let price: Money
}

/// How the beans are ground.
enum Grind: String, Sendable, CaseIterable {
    case whole
    case filter
    case espresso

    /// What the page calls it.
    var label: String {
        switch self {
        case .whole: "Whole beans"
        case .filter: "Ground for filter"
        case .espresso: "Ground for espresso"
        }
    }
}

/// How an order travels.
enum Delivery: String, Sendable, CaseIterable {
    case standard
    case express
    case pickup

    /// What the page calls it.
    var label: String {
        switch self {
        case .standard: "Standard, 3 days"
        case .express: "Express, tomorrow"
        case .pickup: "Pick up in the shop"
        }
    }

    /// What it costs.
    var price: Money {
        switch self {
        case .standard: Money(cents: 390)
        case .express: Money(cents: 790)
        case .pickup: Money(cents: 0)
        }
    }
}
