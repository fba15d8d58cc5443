// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird

extension ShopRoutes {
    /// What decoys lead to, and where the pages tell that one was touched.
    func addDecoys(to router: Router<BasicRequestContext>) {
        router.post("/newsletter") { request, _ in
            try await self.forVisitor(request) { _ in Replies.redirect(to: SitePath.menu.text) }
        }
        router.post("/touched/{decoy}") { _, context in
            guard let decoy = Decoy(rawValue: try context.parameters.require("decoy")) else {
                throw HTTPError(.notFound)
            }
            self.state.note(touched: decoy)
            return Response(status: .noContent)
        }
    }
}
