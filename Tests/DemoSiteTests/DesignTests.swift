// SPDX-License-Identifier: Apache-2.0
import DemoSite
import TestSupport
import Testing

@Suite("The shop's designs over plain HTTP")
struct DesignTests {
    private static let pages = [
        "/menu", "/menu?q=brazil", "/menu/espresso", "/menu/tea", "/cart", "/checkout", "/office", "/office/roasts",
        "/office/week/plan",
    ]

    /// Somebody who is logged in, with a coffee in their cart.
    private func customer(of shop: RunningDemoShop, under prefix: String = "") async throws -> Visitor {
        var visitor = Visitor(port: shop.port, host: "shop.localhost")
        let account: KeyValuePairs = ["email": DemoAccount.email, "password": DemoAccount.password, "next": "/menu"]
        let reply = try await visitor.post(prefix + "/login", form: account)
        try #require(reply.header("location") == prefix + "/menu")
        let added = try await visitor.post(prefix + "/cart/lines", form: ["coffee": "espresso", "quantity": "2"])
        #expect(added.header("location") == prefix + "/cart")
        return visitor
    }

    private func matches(of pattern: Regex<(Substring, Substring)>, in text: String) -> [String] {
        text.matches(of: pattern).map { String($0.output.1) }
    }

    @Test("under a design's address every link, form, file and redirect stays there", arguments: ShopDesign.allCases)
    func prefix(_ design: ShopDesign) async throws {
        try await withDemoShop { shop in
            let prefix = "/" + design.rawValue
            #expect(shop.address(in: design) == shop.address + prefix)
            var stranger = Visitor(port: shop.port, host: "shop.localhost")
            let away = try await stranger.get(prefix + "/cart?x=1").header("location")
            #expect(away == prefix + "/login?next=%2Fcart%3Fx%3D1")
            #expect(try await stranger.get(prefix).header("location") == prefix + "/login?next=%2F")
            var visitor = try await customer(of: shop, under: prefix)
            for page in Self.pages + ["/login"] {
                let text = try await visitor.get(prefix + page).text
                let addresses = matches(of: /(?:href|src|action)="(\/[^"]*)"/, in: text)
                #expect(
                    addresses.count > 3 && addresses.allSatisfy { $0.hasPrefix(prefix + "/") },
                    "\(page) \(addresses)"
                )
                let file = try #require(addresses.first { $0.contains("/assets/") })
                #expect(try await visitor.get(file).status == 200)
            }
        }
    }

    @Test("every page of every design is whole, and each label has its field", arguments: ShopDesign.allCases)
    func whole(_ design: ShopDesign) async throws {
        try await withDemoShop { shop in
            shop.redesign(design)
            var visitor = try await customer(of: shop)
            for page in Self.pages {
                let text = try await visitor.get(page).text
                #expect(unclosed(in: text).isEmpty, "\(page): \(unclosed(in: text))")
                let ids = matches(of: /\sid="([^"]+)"/, in: text)
                #expect(Set(ids).count == ids.count, "\(page): an id comes twice")
                #expect(Set(ids).isSuperset(of: matches(of: /label for="([^"]+)"/, in: text)), "\(page)")
            }
        }
    }

    /// The elements that are not closed where they should be, by a plain reading of the tags.
    private func unclosed(in text: String) -> [String] {
        let void: Set<Substring> = ["meta", "link", "input", "br", "img", "!doctype"]
        var open: [Substring] = []
        for tag in text.matches(of: /<(\/?)([a-z!][a-z0-9-]*)(?:[^>"]|"[^"]*")*>/) {
            let name = tag.output.2
            if void.contains(name) { continue }
            if tag.output.1.isEmpty {
                open.append(name)
            } else if open.last == name {
                open.removeLast()
            } else {
                return ["</\(name)> closes <\(open.last ?? "nothing")>"]
            }
        }
        return open.map { "<\($0)>" }
    }

    @Test("the forms of every design ask for the same as the first one's", arguments: ShopDesign.allCases)
    func fields(_ design: ShopDesign) async throws {
        try await withDemoShop { shop in
            var visitor = try await customer(of: shop)
            for page in ["/login", "/menu/espresso", "/cart", "/checkout"] {
                let first = try await names(of: "/v1" + page, by: &visitor)
                let own = try await names(of: "/\(design.rawValue)\(page)", by: &visitor)
                #expect(first.count > 1 && own.subtracting(["newsletter", "express"]) == first, "\(page)")
            }
        }
    }

    /// What the fields of a page are called.
    private func names(of page: String, by visitor: inout Visitor) async throws -> Set<String> {
        Set(matches(of: /\sname="([^"]+)"/, in: try await visitor.get(page).text)).subtracting(["viewport"])
    }

    @Test("a redesign changes the pages of who is there, and nothing that the shop remembers")
    func redesign() async throws {
        try await withDemoShop { shop in
            var visitor = try await customer(of: shop)
            #expect(shop.design == .v1 && shop.report.design == .v1)
            #expect(try await visitor.get("/cart").text.contains("Go to checkout</a>"))
            shop.redesign(.v3)
            let cart = try await visitor.get("/cart").text
            #expect(cart.contains("Checkout</a>") && !cart.contains("Go to checkout") && cart.contains("€17.80"))
            #expect(cart.contains("href=\"/checkout\""), "the addresses are the same")
            #expect(try await visitor.get("/v1/cart").text.contains("Go to checkout</a>"))
            let form: KeyValuePairs = ["name": "A", "address": "B", "email": "a@example.com", "terms": "yes"]
            let receipt = try await visitor.follow(visitor.post("/orders", form: form)).text
            #expect(receipt.contains("Thank you") && receipt.contains("data-theme=\"moved\""))
            #expect(shop.orders.count == 1 && shop.report.design == .v3)
            shop.reset()
            #expect(shop.design == .v1)
        }
    }

    @Test("no two designs are alike, and an address that names none is no page")
    func different() async throws {
        try await withDemoShop { shop in
            var visitor = try await customer(of: shop)
            var pages: Set<String> = []
            for design in ShopDesign.allCases {
                let prefix = "/" + design.rawValue
                let text = try await visitor.get(prefix + "/cart").text.replacing(prefix, with: "")
                pages.insert(text.replacing(/(?:f0k|r0k|css-|sc-)[a-z0-9]+/, with: ""))
            }
            #expect(pages.count == ShopDesign.allCases.count)
            for path in ["/v7/menu", "/v33/menu", "/V3/menu", "/v3menu", "/v3/v3/menu"] {
                #expect(try await visitor.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test("decoys do what they say and are counted by name; the sober designs have none")
    func decoys() async throws {
        try await withDemoShop { shop in
            var visitor = try await customer(of: shop)
            for design in [ShopDesign.v1, .v2, .v3] {
                for page in Self.pages {
                    #expect(try await !visitor.get("/\(design.rawValue)\(page)").text.contains("data-track"))
                }
            }
            shop.redesign(.v4)
            var named: Set<String> = []
            for page in Self.pages {
                named.formUnion(matches(of: /data-track="([^"]+)"/, in: try await visitor.get(page).text))
            }
            #expect(named.count == 6)
            for name in named { #expect(try await visitor.post("/touched/\(name)").status == 204) }
            _ = try await visitor.post("/v4/touched/express-pay")
            #expect(try await visitor.post("/touched/nothing").status == 404)
            #expect(shop.report.counts.decoys.count == 6 && shop.report.counts.decoys["express-pay"] == 2)
            #expect(try await visitor.post("/newsletter", form: ["newsletter": "a"]).header("location") == "/menu")
            let form: KeyValuePairs = [
                "name": "A", "address": "B", "email": "a@example.com", "terms": "yes", "delivery": "standard",
                "express": "yes",
            ]
            _ = try await visitor.post("/orders", form: form)
            #expect(shop.orders.map(\.delivery) == ["express"], "the wrong button makes another order")
        }
    }

    @Test("the sixth design has no way to the checkout, only what looks like one")
    func noCheckout() async throws {
        try await withDemoShop { shop in
            var visitor = try await customer(of: shop)
            let cart = try await visitor.get("/v6/cart").text
            #expect(!cart.contains("/checkout\"") && !cart.contains("Go to checkout"))
            #expect(cart.contains("Go to the shop</a>") && cart.contains("Checkout help</a>"))
        }
    }
}
