// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird

extension ShopRoutes {
    /// The menu and its coffees.
    func addMenu(to router: Router<BasicRequestContext>) {
        router.get("/menu") { request, _ in
            try await self.forVisitor(request) { visitor in
                let query = try FormFields(queryOf: request).text("q", limit: 60)
                let toast = self.state.takeToast(of: visitor.id)
                return Replies.page(MenuPage(layout: visitor.layout, toast: toast, query: query).html)
            }
        }
        router.get("/menu/{slug}") { request, context in
            try await self.forVisitor(request) { visitor in
                let coffee = try self.coffee(context.parameters.require("slug"))
                let toast = self.state.takeToast(of: visitor.id)
                return Replies.page(ProductPage(layout: visitor.layout, toast: toast, coffee: coffee).html)
            }
        }
    }

    /// The coffee with a slug.
    ///
    /// - Throws: `HTTPError` with 404.
    func coffee(_ slug: String) throws -> Coffee {
        guard let coffee = Catalogue.coffee(slug) else { throw HTTPError(.notFound) }
        return coffee
    }
}
