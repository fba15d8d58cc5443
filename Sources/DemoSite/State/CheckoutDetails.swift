// SPDX-License-Identifier: Apache-2.0

/// What the checkout form asks for.
struct CheckoutDetails: Sendable, Hashable {
    var name = ""
    var address = ""
    var email = ""
    var delivery = Delivery.standard
    var acceptsTerms = false

    /// What is missing or wrong, one sentence each; empty when the order can be paid.
    var problems: [String] {
        var result: [String] = []
        if name.isEmpty { result.append("Please enter your name.") }
        if address.isEmpty { result.append("Please enter your address.") }
        if !CheckoutDetails.isAddress(email) { result.append("Please enter a valid e-mail address.") }
        if !acceptsTerms { result.append("Please accept the terms of sale.") }
        return result
    }

    /// The order that these details and a cart make.
    func order(number: Int, cart: Cart) -> ShopOrder {
        ShopOrder(
            number: number,
            lines: cart.lines.map(ShopOrder.Line.init),
            name: name,
            address: address,
            email: email,
            delivery: delivery.rawValue,
            totalCents: (cart.total + delivery.price).cents
        )
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(where: \.isWhitespace)
    }
}
