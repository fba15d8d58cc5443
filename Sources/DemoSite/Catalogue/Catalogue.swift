// SPDX-License-Identifier: Apache-2.0

/// Everything the shop sells, in the order of the menu.
enum Catalogue {
    /// The coffees.
    static let coffees: [Coffee] = [
        coffee("espresso", "Espresso", "Dark, short and syrupy, with a taste of cocoa.", "Brazil", 890),
        coffee("ristretto", "Ristretto", "The first half of an espresso and none of the second.", "Italy", 920),
        coffee("lungo", "Lungo", "A long pull for a long morning.", "Brazil", 870),
        coffee("americano", "Americano", "Made to be thinned: it keeps its body in hot water.", "Colombia", 850),
        coffee("flat-white", "Flat White", "Sweet enough to stand up to milk.", "Guatemala", 990),
        coffee("cappuccino", "Cappuccino", "Nutty, and made for foam.", "Honduras", 960),
        coffee("latte", "Latte", "Mild and round, the gentlest of our roasts.", "Peru", 940),
        coffee("mocha", "Mocha", "From the port that gave it the name; chocolate without any.", "Yemen", 1290),
        coffee("filter-no-1", "Filter No. 1", "Light and clear as tea, with lemon and honey.", "Ethiopia", 1090),
        coffee("cold-brew", "Cold Brew", "Coarse ground for twelve hours in the fridge.", "Kenya", 1040),
        coffee("decaf", "Decaf", "All the taste and a good night's sleep.", "Mexico", 980),
        coffee("breakfast-blend", "Breakfast Blend", "Three origins that agree before eight o'clock.", "Blend", 910),
    ]

    /// The coffee with a slug.
    static func coffee(_ slug: String) -> Coffee? { coffees.first { $0.slug == slug } }

    /// The coffees whose name, description or origin holds a text, upper and lower case being equal.
    static func search(_ query: String) -> [Coffee] {
        let words = query.lowercased().split(whereSeparator: \.isWhitespace)
        return coffees.filter { coffee in
            let text = "\(coffee.name) \(coffee.description) \(coffee.origin)".lowercased()
            return words.allSatisfy { text.contains($0) }
        }
    }

    private static func coffee(
        _ slug: String,
        _ name: String,
        _ description: String,
        _ origin: String,
        _ cents: Int
    ) -> Coffee {
        Coffee(slug: slug, name: name, description: description, origin: origin, price: Money(cents: cents))
    }
}
