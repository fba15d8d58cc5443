// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird

/// Shows a refusal as a page of the shop instead of the server's JSON.
struct ErrorPages: RouterMiddleware {
    let routes: ShopRoutes

    func handle(
        _ request: Request,
        context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any HTTPResponseError {
            return Replies.page(page(for: error.status, layout: routes.layout(for: request)).html, status: error.status)
        }
    }

    private func page(for status: HTTPResponse.Status, layout: Layout) -> MessagePage {
        switch status {
        case .notFound:
            MessagePage(layout: layout, heading: "Not found", message: "The shop has no such page.")
        case .contentTooLarge:
            MessagePage(layout: layout, heading: "Too much", message: "The form holds more than the shop reads.")
        default:
            MessagePage(layout: layout, heading: "That did not work", message: "The shop did not understand that.")
        }
    }
}
