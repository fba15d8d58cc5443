// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird

extension ShopRoutes {
    /// Logging in and out.
    func addAccount(to router: Router<BasicRequestContext>) {
        router.get("/") { request, _ in
            try await self.forVisitor(request) { _ in Replies.redirect(to: SitePath.menu.text) }
        }
        router.get("/login") { request, _ in
            let next = try SitePath(FormFields(queryOf: request).verbatim("next")) ?? .menu
            return Replies.page(LoginPage(layout: self.outside, next: next).html)
        }
        router.post("/login") { request, _ in try await self.logIn(request) }
        router.post("/logout") { request, _ in
            if let visitor = self.visitor(of: request) { self.state.logOut(visitor.id) }
            return Replies.with(session: nil, Replies.redirect(to: "/login"))
        }
    }

    private var outside: Layout { front.layout(itemsInCart: nil) }

    private func logIn(_ request: Request) async throws -> Response {
        let form = try await FormFields(of: request)
        let email = form.text("email")
        let next = SitePath(form.verbatim("next")) ?? .menu
        guard let id = state.logIn(email: email, password: form.verbatim("password")) else {
            let page = LoginPage(
                layout: outside,
                email: email,
                problem: "The e-mail address or the password is wrong.",
                next: next
            )
            return Replies.page(page.html, status: .unauthorized)
        }
        return Replies.with(session: id, Replies.redirect(to: next.text))
    }
}
