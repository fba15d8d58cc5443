// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Hummingbird

extension ShopRoutes {
    /// The largest picture that is taken, in bytes.
    private static let maximumPicture = 1_000_000

    /// How offices get coffee, and the roasts for them.
    func addOffice(to router: Router<BasicRequestContext>) {
        router.get("/office") { request, _ in
            try await self.forVisitor(request) { Replies.page(OfficePage(layout: $0.layout).html) }
        }
        router.get("/office/roasts") { request, _ in
            try await self.forVisitor(request) { Replies.page(RoastsPage(layout: $0.layout).html) }
        }
        router.get("/office/roasts/after/{count}") { request, context in
            try await self.forVisitor(request) { _ in
                let count = try context.parameters.require("count", as: Int.self)
                return Replies.json(try JSONEncoder().encode(Roasts.portion(after: count)))
            }
        }
    }

    /// The plan of a week.
    func addPlans(to router: Router<BasicRequestContext>) {
        router.get("/office/week/{part}") { request, context in
            try await self.forVisitor(request) { visitor in
                guard try ["plan", "extras"].contains(context.parameters.require("part")) else {
                    throw HTTPError(.notFound)
                }
                let roast = Roasts.roast(try FormFields(queryOf: request).verbatim("roast")) ?? Roasts.all[0]
                return Replies.page(WeekPage(layout: visitor.layout, roast: roast).html)
            }
        }
        router.post("/office/picture") { request, _ in
            try await self.forVisitor(request) { visitor in
                let name = try FormFields(queryOf: request).text("name")
                let bytes = try await request.body.collect(upTo: ShopRoutes.maximumPicture).readableBytes
                self.state.keep(picture: name, bytes: bytes, of: visitor.id)
                return Replies.json(try JSONEncoder().encode(["kept": "\(name), \(bytes) bytes"]))
            }
        }
        router.post("/office/week") { request, _ in
            try await self.forVisitor(request) { visitor in
                guard let number = self.state.keep(week: try await FormFields(of: request), of: visitor.id) else {
                    throw HTTPError(.notFound)
                }
                return Replies.redirect(to: "/office/weeks/\(number)")
            }
        }
    }

    /// Paying a plan, and what there is to see afterwards.
    func addReceipts(to router: Router<BasicRequestContext>) {
        router.get("/office/weeks/{number}") { request, context in
            try await self.forWeek(request, context) { visitor, order in
                let pay = request.address(on: "pay.localhost")
                let page = WeekPaymentPage(layout: visitor.layout, order: order, payAddress: pay)
                return Replies.page(page.html, framing: .shows)
            }
        }
        router.get("/office/receipts/{number}") { request, context in
            try await self.forWeek(request, context) { visitor, order in
                Replies.page(WeekReceiptPage(layout: visitor.layout, order: order).html)
            }
        }
        router.get("/office/receipts/{number}/plan.csv") { request, context in
            try await self.forWeek(request, context) { _, order in
                Replies.download(WeekFiles.csv(of: order), type: "text/csv; charset=utf-8", name: "plan.csv")
            }
        }
        router.get("/office/receipts/{number}/plan.pdf") { request, context in
            try await self.forWeek(request, context) { _, order in
                Replies.download(WeekFiles.pdf(of: order), type: "application/pdf", name: "plan.pdf")
            }
        }
    }

    private func forWeek(
        _ request: Request,
        _ context: BasicRequestContext,
        _ answer: (ShopVisitor, WeekOrder) throws -> Response
    ) async throws -> Response {
        try await forVisitor(request) { visitor in
            let number = try context.parameters.require("number", as: Int.self)
            guard let order = self.state.week(number, of: visitor.id) else { throw HTTPError(.notFound) }
            return try answer(visitor, order)
        }
    }
}
