// SPDX-License-Identifier: Apache-2.0
import DemoSite
import TestSupport
import Testing

@Suite("The shop's pages for offices over plain HTTP")
struct OfficeTests {
    /// Somebody who made a plan, and its number.
    private func planner(of shop: RunningDemoShop, note: String = "Ring twice") async throws -> (Visitor, String) {
        var visitor = Visitor(port: shop.port, host: "shop.localhost")
        _ = try await visitor.post("/login", form: ["email": DemoAccount.email, "password": DemoAccount.password])
        let picture = Array(repeating: UInt8(7), count: 40)
        let kept = try await visitor.send("POST", "/office/picture?name=door.png", body: picture)
        #expect(kept.text.contains("door.png, 40 bytes"))
        let reply = try await visitor.post(
            "/office/week",
            form: [
                "roast": "cauca-honey", "rooms": "Workshop,Kitchen", "size": "medium", "cups": "2", "note": note,
            ]
        )
        let location = try #require(reply.header("location"))
        return (visitor, String(location.split(separator: "/").last ?? ""))
    }

    @Test("the list of roasts goes on where it ended, and comes to an end")
    func roasts() async throws {
        try await withDemoShop { shop in
            var (visitor, _) = try await planner(of: shop)
            let page = try await visitor.get("/office/roasts").text
            #expect(page.contains("Sidamo Washed") && !page.contains("Cauca Honey"))
            #expect(try await visitor.get("/office/roasts/after/24").text.contains("Cauca Honey"))
            #expect(try await visitor.get("/office/roasts/after/50").text == "[]")
            #expect(try await visitor.get("/office/week/nothing").status == 404)
        }
    }

    @Test("a plan is paid once, on the card's own site, and only its maker has the receipt")
    func paying() async throws {
        try await withDemoShop { shop in
            var (visitor, number) = try await planner(of: shop)
            #expect(shop.weekOrders.isEmpty)
            let page = try await visitor.get("/office/weeks/\(number)")
            #expect(page.text.contains("\(shop.payAddress)/card/\(number)") && page.text.contains("€92.00"))
            #expect(page.header("content-security-policy")?.contains("frame-src http://pay.localhost:*") == true)
            #expect(try await visitor.get("/card/\(number)").status == 404)
            var card = Visitor(port: shop.port, host: "pay.localhost")
            #expect(try await card.get("/card/9").status == 404)
            #expect(try await card.post("/card/\(number)", form: ["holder": "Ada"]).status == 404)
            for holder in ["Ada Lovelace", "Somebody Else"] {
                let form: KeyValuePairs = ["holder": holder, "number": "4242"]
                #expect(try await card.post("/card/\(number)", form: form).status == 303)
            }
            let order = try #require(shop.weekOrders.first)
            #expect(order.holder == "Ada Lovelace" && order.plan.rooms == ["Workshop", "Kitchen"])
            #expect(order.plan.cups == 2 && order.plan.picture == "door.png" && order.plan.pictureBytes == 40)
            #expect(try await visitor.get("/office/receipts/\(number)").status == 200)
            var other = try await planner(of: shop).0
            #expect(try await other.get("/office/receipts/\(number)").status == 404)
        }
    }

    @Test("the receipt's files hold what was written, whatever it holds")
    func files() async throws {
        try await withDemoShop { shop in
            var (visitor, number) = try await planner(of: shop, note: #"Say "hi", (please) \ ☕"#)
            let csv = try await visitor.get("/office/receipts/\(number)/plan.csv")
            #expect(csv.header("content-disposition") == #"attachment; filename="plan.csv""#)
            #expect(csv.text.contains(#"Note,"Say ""hi"", (please) \ ☕""#) && csv.text.hasPrefix("what,value\r\n"))
            let pdf = try await visitor.get("/office/receipts/\(number)/plan.pdf").text
            #expect(pdf.hasPrefix("%PDF-1.4\n") && pdf.contains(#"(Note: Say "hi", \(please\) \\ ?) Tj"#))
        }
    }
}
