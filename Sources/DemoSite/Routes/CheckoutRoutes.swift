// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Hummingbird

extension ShopRoutes {
    /// From the cart to the receipt.
    func addCheckout(to router: Router<BasicRequestContext>) {
        router.get("/checkout") { request, _ in
            try await self.forVisitor(request) { visitor in
                guard !visitor.session.cart.lines.isEmpty else { return Replies.redirect(to: "/cart") }
                return Replies.page(CheckoutPage(layout: visitor.layout, cart: visitor.session.cart).html)
            }
        }
        router.get("/checkout/total") { request, _ in
            try await self.forVisitor(request) { try self.total(FormFields(queryOf: request), of: $0.session.cart) }
        }
        router.post("/orders") { request, _ in
            try await self.forVisitor(request) { try await self.pay(FormFields(of: request), for: $0) }
        }
        router.get("/orders/{number}") { request, context in
            try await self.forVisitor(request) { visitor in
                let number = try context.parameters.require("number", as: Int.self)
                guard let order = self.state.order(number, paidBy: visitor.id) else { throw HTTPError(.notFound) }
                return Replies.page(ReceiptPage(layout: visitor.layout, order: order).html)
            }
        }
    }

    private func total(_ form: FormFields, of cart: Cart) throws -> Response {
        let delivery = Delivery(rawValue: form.verbatim("delivery")) ?? .standard
        return Replies.json(try JSONEncoder().encode(["total": (cart.total + delivery.price).text]))
    }

    private func pay(_ form: FormFields, for visitor: ShopVisitor) -> Response {
        let details = CheckoutDetails(
            name: form.text("name"),
            address: form.text("address", limit: 300),
            email: form.text("email"),
            delivery: form.isChecked("express") ? .express : Delivery(rawValue: form.verbatim("delivery")) ?? .standard,
            acceptsTerms: form.isChecked("terms")
        )
        let problems = details.problems
        guard problems.isEmpty else {
            state.noteRefusedCheckout()
            let page = CheckoutPage(
                layout: visitor.layout,
                cart: visitor.session.cart,
                details: details,
                problems: problems
            )
            return Replies.page(page.html, status: .unprocessableContent)
        }
        guard let number = state.pay(details, session: visitor.id) else { return Replies.redirect(to: "/cart") }
        return Replies.redirect(to: "/orders/\(number)")
    }
}
