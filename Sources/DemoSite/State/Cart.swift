// SPDX-License-Identifier: Apache-2.0

/// What somebody has picked so far.
struct Cart: Sendable, Hashable {
    /// One position.
    struct Line: Sendable, Hashable {
        /// Names the line within its cart, for the form fields; never given out twice.
        let id: Int
        /// What was picked.
        let choice: Choice
        /// How many, 1 to 9.
        var quantity: Int
    }

    /// A coffee as it was configured; equal choices share a line.
    struct Choice: Sendable, Hashable {
        var coffee: Coffee
        var grind: Grind = .whole
        var isGift = false
        var note = ""
    }

    /// The most coffees of one line.
    static let maximumQuantity = 9
    /// The most lines of one cart; what is added beyond it is not taken.
    static let maximumLines = 50

    /// The positions, in the order in which they were added.
    private(set) var lines: [Line] = []
    private var nextID = 1

    /// How many coffees there are.
    var count: Int { lines.reduce(0) { $0 + $1.quantity } }

    /// What they cost without delivery.
    var total: Money { lines.reduce(Money(cents: 0)) { $0 + $1.choice.coffee.price * $1.quantity } }

    /// Adds coffees to the line of the same choice, or as a new line.
    ///
    /// - Returns: false when the cart is full.
    mutating func add(_ choice: Choice, quantity: Int) -> Bool {
        if let index = lines.firstIndex(where: { $0.choice == choice }) {
            lines[index].quantity = Cart.allowed(lines[index].quantity + quantity)
            return true
        }
        guard lines.count < Cart.maximumLines else { return false }
        lines.append(Line(id: nextID, choice: choice, quantity: Cart.allowed(quantity)))
        nextID += 1
        return true
    }

    /// Changes how many there are of a line; a line that is not there is left alone.
    mutating func setQuantity(_ quantity: Int, ofLine id: Int) {
        guard let index = lines.firstIndex(where: { $0.id == id }) else { return }
        lines[index].quantity = Cart.allowed(quantity)
    }

    /// Takes a line out; a line that is not there is left alone.
    mutating func remove(line id: Int) { lines.removeAll { $0.id == id } }

    /// Empties the cart.
    mutating func empty() { lines.removeAll() }

    private static func allowed(_ quantity: Int) -> Int { min(max(quantity, 1), maximumQuantity) }
}
