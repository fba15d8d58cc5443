// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird

/// The shop's addresses.
///
/// | address | what it is |
/// |---|---|
/// | `GET /` | leads to the menu, or to the log-in |
/// | `GET /login`, `POST /login`, `POST /logout` | the session |
/// | `GET /menu?q=`, `GET /menu/{slug}` | what there is |
/// | `GET /cart`, `POST /cart`, `POST /cart/lines` | what was picked |
/// | `GET /checkout`, `GET /checkout/total`, `POST /orders` | paying; the last one is irreversible |
/// | `GET /orders/{number}` | the receipt, for who paid it |
/// | `GET /office`, `GET /office/roasts`, `GET /office/roasts/after/{count}` | coffee for offices, and the roasts for them |
/// | `GET /office/week/{part}`, `POST /office/picture`, `POST /office/week` | the plan of a week |
/// | `GET /office/weeks/{number}` | paying it, in a frame |
/// | `GET /card/{number}`, `POST /card/{number}` | the frame, on `pay.localhost` only; the last one is irreversible |
/// | `GET /office/receipts/{number}`, also with `/plan.csv` and `/plan.pdf` | what was planned, for who planned it |
/// | `POST /newsletter`, `POST /touched/{decoy}` | what designs with decoys have besides |
/// | `GET /__state` | what happened, as JSON, for tests |
/// | `GET /assets/…` | style, script and icon |
///
/// Each of them stands under `/v1` to `/v6` as well, in that design; see ``DesignedResponder``.
struct ShopRoutes {
    let state: ShopState
    /// The design that is shown; nil for the one that the shop has at the moment.
    var design: ShopDesign?

    /// Where the next visitor stands.
    var front: ShopFront {
        ShopFront(design: design ?? state.design, prefix: design.map { "/" + $0.rawValue } ?? "")
    }

    /// The router with all of them.
    func router() -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: ErrorPages(routes: self))
        addAccount(to: router)
        addMenu(to: router)
        addCart(to: router)
        addCheckout(to: router)
        addOffice(to: router)
        addPlans(to: router)
        addReceipts(to: router)
        addCards(to: router)
        addAssets(to: router)
        addDecoys(to: router)
        addReport(to: router)
        return router
    }
}

/// Somebody who is logged in, as one request sees them.
struct ShopVisitor {
    let id: SessionID
    let session: ShopSession
    let front: ShopFront

    /// The frame of the next page.
    var layout: Layout { front.layout(itemsInCart: session.cart.count) }
}

extension ShopRoutes {
    /// Answers for somebody who is logged in, and sends anybody else to the log-in.
    func forVisitor(_ request: Request, _ answer: (ShopVisitor) async throws -> Response) async throws -> Response {
        guard let visitor = visitor(of: request) else {
            let path = request.method == .get ? SitePath(request.uri.string) : nil
            return Replies.redirect(to: (path ?? .menu).afterLogIn)
        }
        return try await answer(visitor)
    }

    /// Who sent a request; nil when nobody is logged in.
    func visitor(of request: Request) -> ShopVisitor? {
        guard let cookie = request.cookies[Replies.cookieName] else { return nil }
        let id = SessionID(cookie.value)
        return state.session(id).map { ShopVisitor(id: id, session: $0, front: front) }
    }

    /// The frame of a page for whoever sent a request.
    func layout(for request: Request) -> Layout {
        visitor(of: request)?.layout ?? front.layout(itemsInCart: nil)
    }
}
