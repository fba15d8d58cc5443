// SPDX-License-Identifier: Apache-2.0

/// One paid order, with every field as it was sent.
public struct ShopOrder: Sendable, Hashable, Codable {
    /// One position of the order.
    public struct Line: Sendable, Hashable, Codable {
        /// The coffee's slug.
        public let coffee: String
        /// How many.
        public let quantity: Int
        /// `whole`, `filter` or `espresso`.
        public let grind: String
        /// Whether it is wrapped.
        public let isGift: Bool
        /// What the customer wrote.
        public let note: String
    }

    /// The number on the receipt; the first order has 1001.
    public let number: Int
    /// What was ordered.
    public let lines: [Line]
    /// To whom it goes.
    public let name: String
    /// Where it goes.
    public let address: String
    /// Where the receipt goes.
    public let email: String
    /// `standard`, `express` or `pickup`.
    public let delivery: String
    /// What it cost with delivery, in cents.
    public let totalCents: Int

    /// Whether it is the same order under another number.
    public func isLike(_ other: ShopOrder) -> Bool {
        (lines, name, address, email) == (other.lines, other.name, other.address, other.email)
            && (delivery, totalCents) == (other.delivery, other.totalCents)
    }
}

/// What has happened in the shop since it was started: what `GET /__state` answers.
///
/// The JSON writes the names in `snake_case`.
public struct ShopReport: Sendable, Hashable, Codable {
    /// How often things happened.
    public struct Counts: Sendable, Hashable, Codable {
        /// Orders paid, those no longer kept included.
        public internal(set) var orders = 0
        /// Log-ins with the right password.
        public internal(set) var logIns = 0
        /// Log-ins with a wrong one.
        public internal(set) var refusedLogIns = 0
        /// Times that something was put in a cart.
        public internal(set) var additions = 0
        /// Times that a cart was changed otherwise.
        public internal(set) var cartChanges = 0
        /// Checkouts that were sent with something missing.
        public internal(set) var refusedCheckouts = 0
        /// How often each decoy was pressed or typed into, by its name; those that nobody touched are not there.
        public internal(set) var decoys: [String: Int] = [:]
    }

    /// The newest 1,000 orders, oldest first.
    public let orders: [ShopOrder]
    /// The weekly orders that were paid and are still kept, oldest first.
    public let weekOrders: [WeekOrder]
    /// The carts that hold something, in the order of their log-ins.
    public let carts: [[ShopOrder.Line]]
    /// How many people are logged in.
    public let sessions: Int
    /// The design that the shop has at the moment.
    public let design: ShopDesign
    /// How often things happened.
    public let counts: Counts
}

extension ShopOrder.Line {
    init(_ line: Cart.Line) {
        coffee = line.choice.coffee.slug
        quantity = line.quantity
        grind = line.choice.grind.rawValue
        isGift = line.choice.isGift
        note = line.choice.note
    }
}
