// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird

extension ShopRoutes {
    /// The card form, on a site of its own: it knows no session of the shop, only the number that its frame was given.
    func addCards(to router: Router<BasicRequestContext>) {
        router.get("/card/{number}") { request, context in
            try self.card(request, try context.parameters.require("number", as: Int.self))
        }
        router.post("/card/{number}") { request, context in
            let number = try context.parameters.require("number", as: Int.self)
            let form = try await FormFields(of: request)
            let hasCard = !form.text("holder").isEmpty && !form.text("number").isEmpty
            guard request.isFor("pay.localhost"), hasCard, self.state.pay(week: number, holder: form.text("holder"))
            else { throw HTTPError(.notFound) }
            return Replies.redirect(to: "/card/\(number)")
        }
    }

    private func card(_ request: Request, _ number: Int) throws -> Response {
        guard request.isFor("pay.localhost"), let order = state.week(number) else { throw HTTPError(.notFound) }
        let page = CardPage(order: order, shopAddress: request.address(on: "shop.localhost"))
        return Replies.page(page.html, framing: .isShown)
    }
}

extension Request {
    private var host: [Substring] { (head.authority ?? "").split(separator: ":") }

    /// Whether it was sent to a host, on whichever port.
    func isFor(_ name: String) -> Bool { host.first.map(String.init) == name }

    /// The address of another host on the port that it was sent to.
    func address(on name: String) -> String {
        "http://" + ([Substring(name)] + host.dropFirst()).joined(separator: ":")
    }
}
