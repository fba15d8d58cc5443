// SPDX-License-Identifier: Apache-2.0
import DemoSite
import TestSupport
import Testing

@Suite("The demo shop over plain HTTP")
struct ShopTests {
    private func visitor(of shop: RunningDemoShop) -> Visitor { Visitor(port: shop.port, host: "shop.localhost") }

    /// Somebody with a session of their own.
    private func customer(of shop: RunningDemoShop) async throws -> Visitor {
        var visitor = visitor(of: shop)
        let reply = try await visitor.post(
            "/login",
            form: ["email": DemoAccount.email, "password": DemoAccount.password, "next": "/menu"]
        )
        try #require(reply.header("location") == "/menu")
        return visitor
    }

    @Test("the right password opens the shop, a wrong one gives the form back without it")
    func logIn() async throws {
        try await withDemoShop { shop in
            var visitor = visitor(of: shop)
            let outside = try await visitor.get("/cart?x=1")
            #expect(outside.header("location") == "/login?next=%2Fcart%3Fx%3D1")
            let wrong = try await visitor.post("/login", form: ["email": "Ada@Example.com", "password": "guess-1"])
            #expect(wrong.status == 401 && wrong.text.contains("is wrong") && visitor.cookies.isEmpty)
            #expect(wrong.text.contains("Ada@Example.com") && !wrong.text.contains("guess-1"))
            let right = try await visitor.post(
                "/login",
                form: ["email": "Ada@Example.com", "password": DemoAccount.password, "next": "/cart?x=1"]
            )
            #expect(right.header("location") == "/cart?x=1" && visitor.cookies.count == 1)
            #expect(right.header("set-cookie")?.contains("HttpOnly") == true)
            #expect(try await visitor.get("/menu").status == 200)
            #expect(shop.report.counts.refusedLogIns == 1 && shop.report.counts.logIns == 1)
        }
    }

    @Test(
        "after a log-in nobody is led to another site",
        arguments: ["//evil.test", "https://evil.test", "/\\evil.test"]
    )
    func noWayOut(_ next: String) async throws {
        try await withDemoShop { shop in
            var visitor = visitor(of: shop)
            let reply = try await visitor.post(
                "/login",
                form: ["email": DemoAccount.email, "password": DemoAccount.password, "next": next]
            )
            #expect(reply.header("location") == "/menu")
        }
    }

    @Test("logging out ends the session")
    func logOut() async throws {
        try await withDemoShop { shop in
            var visitor = try await customer(of: shop)
            let session = visitor.cookies
            _ = try await visitor.post("/logout")
            #expect(visitor.cookies.isEmpty && shop.report.sessions == 0)
            let cookie = session.map { "\($0.key)=\($0.value)" }.joined()
            #expect(try await visitor.get("/menu", headers: ["Cookie": cookie]).header("location") != nil)
        }
    }

    @Test("the search finds by name, description and origin, and shows a text as text")
    func search() async throws {
        try await withDemoShop { shop in
            var visitor = try await customer(of: shop)
            #expect(try await visitor.get("/menu").text.contains("12 coffees"))
            let one = try await visitor.get("/menu?q=CHOCOLATE").text
            #expect(one.contains("1 coffee<") && one.contains("/menu/mocha") && !one.contains("/menu/latte"))
            #expect(try await visitor.get("/menu?q=brazil+long").text.contains("/menu/lungo"))
            let none = try await visitor.get("/menu?q=%3Cb%3Etea%3C%2Fb%3E").text
            #expect(none.contains("0 coffees") && none.contains("&lt;b&gt;tea") && !none.contains("<b>tea"))
        }
    }

    @Test("every coffee of the menu has its page, and another one has none")
    func products() async throws {
        try await withDemoShop { shop in
            var visitor = try await customer(of: shop)
            let menu = try await visitor.get("/menu").text
            let slugs = Set(menu.matches(of: /href="\/menu\/([a-z0-9-]+)"/).map { String($0.output.1) })
            #expect(slugs.count == 12)
            for slug in slugs { #expect(try await visitor.get("/menu/\(slug)").status == 200) }
            let missing = try await visitor.get("/menu/tea")
            #expect(missing.status == 404 && missing.text.contains("no such page"))
        }
    }

    @Test("from the cart to the receipt: what was picked is what is paid, once")
    func order() async throws {
        try await withDemoShop { shop in
            var visitor = try await customer(of: shop)
            #expect(try await visitor.get("/checkout").header("location") == "/cart")
            let added = try await visitor.post(
                "/cart/lines",
                form: ["coffee": "espresso", "quantity": "2", "grind": "filter", "gift": "yes", "note": "Dark <b>"]
            )
            let cart = try await visitor.follow(added).text
            #expect(cart.contains("Added to cart") && cart.contains("17.80") && cart.contains("“Dark &lt;b&gt;”"))
            #expect(try await !visitor.get("/cart").text.contains("Added to cart"), "a notice is shown once")
            _ = try await visitor.post("/cart", form: ["quantity-1": "3"])
            #expect(try await visitor.get("/checkout/total?delivery=express").text.contains("34.60"))
            let form: KeyValuePairs = [
                "name": "Ada", "address": "London", "email": DemoAccount.email, "delivery": "express", "terms": "yes",
            ]
            let paid = try await visitor.post("/orders", form: form)
            let receipt = try await visitor.follow(paid).text
            #expect(receipt.contains("Thank you") && receipt.contains("34.60") && receipt.contains("3 × Espresso"))
            #expect(
                try await visitor.post("/orders", form: form).header("location") == "/cart",
                "nothing is left to pay"
            )
            #expect(shop.orders.map(\.totalCents) == [3460])
            #expect(shop.orders.first?.lines.map(\.note) == ["Dark <b>"])
        }
    }

    @Test(
        "Pay without what it needs pays nothing and says what is missing",
        arguments: ["name", "address", "email", "terms"]
    )
    func incomplete(_ missing: String) async throws {
        try await withDemoShop { shop in
            var visitor = try await customer(of: shop)
            _ = try await visitor.post("/cart/lines", form: ["coffee": "mocha"])
            let given = { (name: String, value: String) in name == missing ? "" : value }
            let reply = try await visitor.post(
                "/orders",
                form: [
                    "name": given("name", "Ada"), "address": given("address", "London"),
                    "email": given("email", DemoAccount.email), missing == "terms" ? "other" : "terms": "yes",
                ]
            )
            #expect(reply.status == 422 && reply.text.contains("role=\"alert\""))
            #expect(shop.orders.isEmpty && shop.report.counts.refusedCheckouts == 1)
            #expect(shop.report.carts.count == 1, "the cart is still there")
        }
    }

    @Test("no id of a page is the same on its next load, and every label still has its field")
    func ids() async throws {
        try await withDemoShop { shop in
            var visitor = try await customer(of: shop)
            for path in ["/menu", "/menu/espresso"] {
                let loads = [try await visitor.get(path).text, try await visitor.get(path).text]
                let ids = loads.map { Set($0.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }) }
                #expect(!ids[0].isEmpty && ids[0].isDisjoint(with: ids[1]))
                let labels = loads[0].matches(of: /label for="([^"]+)"/).map { String($0.output.1) }
                #expect(!labels.isEmpty && ids[0].isSuperset(of: labels))
            }
        }
    }

    @Test("one shopper's cart and receipt are not another's")
    func apart() async throws {
        try await withDemoShop { shop in
            var (ada, grace) = (try await customer(of: shop), try await customer(of: shop))
            _ = try await ada.post("/cart/lines", form: ["coffee": "latte"])
            #expect(try await ada.get("/cart").text.contains("Latte"))
            #expect(try await grace.get("/cart").text.contains("Your cart is empty"))
            let paid = try await ada.post(
                "/orders",
                form: ["name": "Ada", "address": "London", "email": DemoAccount.email, "terms": "yes"]
            )
            let receipt = try #require(paid.header("location"))
            #expect(try await ada.get(receipt).status == 200)
            #expect(try await grace.get(receipt).status == 404)
        }
    }
}
