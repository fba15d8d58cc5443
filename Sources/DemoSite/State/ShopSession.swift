// SPDX-License-Identifier: Apache-2.0

/// The value of the session cookie: 128 random bits.
struct SessionID: Sendable, Hashable {
    /// As it stands in the cookie.
    let text: String

    /// The session that a cookie names; it may be unknown.
    init(_ text: String) { self.text = text }

    /// A new one.
    static func random() -> SessionID {
        let halves = [UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)]
        return SessionID(halves.map { String($0, radix: 16) }.joined(separator: "-"))
    }
}

/// Somebody who is logged in.
struct ShopSession: Sendable {
    /// What they have picked.
    var cart = Cart()
    /// The numbers of the orders they paid.
    private(set) var orders: [Int] = []
    /// The numbers of the weekly plans they made.
    private(set) var weeks: [Int] = []
    /// The picture that their next plan comes with.
    var picture: (name: String, bytes: Int)?
    /// A notice for the next page.
    var toast: String?

    /// Keeps a number, and as many of the ones before it as the shop keeps orders.
    mutating func remember(order number: Int) {
        if orders.count >= ShopState.maximumOrders { orders.removeFirst() }
        orders.append(number)
    }

    /// Keeps a plan's number, and as many of the ones before it as the shop keeps plans.
    mutating func remember(week number: Int) {
        if weeks.count >= ShopState.maximumOrders { weeks.removeFirst() }
        weeks.append(number)
    }
}
