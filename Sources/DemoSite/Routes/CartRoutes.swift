// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird

extension ShopRoutes {
    /// The cart: show it, put something in, change it.
    func addCart(to router: Router<BasicRequestContext>) {
        router.get("/cart") { request, _ in
            try await self.forVisitor(request) { visitor in
                let toast = self.state.takeToast(of: visitor.id)
                return Replies.page(CartPage(layout: visitor.layout, toast: toast, cart: visitor.session.cart).html)
            }
        }
        router.post("/cart/lines") { request, _ in
            try await self.forVisitor(request) { try await self.addLine(FormFields(of: request), for: $0) }
        }
        router.post("/cart") { request, _ in
            try await self.forVisitor(request) { try await self.changeCart(FormFields(of: request), of: $0) }
        }
    }

    private func addLine(_ form: FormFields, for visitor: ShopVisitor) throws -> Response {
        let choice = Cart.Choice(
            coffee: try coffee(form.verbatim("coffee")),
            grind: Grind(rawValue: form.verbatim("grind")) ?? .whole,
            isGift: form.isChecked("gift"),
            note: form.text("note", limit: 200)
        )
        state.add(choice, quantity: form.number("quantity") ?? 1, to: visitor.id)
        return Replies.redirect(to: "/cart")
    }

    /// The form holds every line's quantity, and `remove` when one of the buttons beside the lines sent it.
    private func changeCart(_ form: FormFields, of visitor: ShopVisitor) -> Response {
        let removed = form.number("remove")
        let toast = removed == nil ? "Cart updated" : "Removed from cart"
        state.changeCart(of: visitor.id, toast: toast) { cart in
            for line in cart.lines {
                if let quantity = form.number("quantity-\(line.id)") { cart.setQuantity(quantity, ofLine: line.id) }
            }
            if let removed { cart.remove(line: removed) }
        }
        return Replies.redirect(to: "/cart")
    }
}
