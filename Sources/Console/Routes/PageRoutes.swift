// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes

extension RouteTable {
    static let pages: [Route] = [
        Route(
            .get,
            "/",
            .everybody,
            "A page that says what this is.",
            success: RouteSuccess(status: .ok, content: .page, summary: "The page.")
        ) { _ in .page(FrontPage.html) },
        Route(.get, "/health", .everybody, "Whether the server answers.", success: .ok("Health")) { _ in
            try .value(Health())
        },
        Route(
            .get,
            "/openapi.json",
            .anyToken,
            "This description.",
            success: RouteSuccess(status: .ok, content: .json(.anyObject), summary: "OpenAPI 3.1.")
        ) { _ in try .value(OpenAPIDocument.make(of: RouteTable.all, version: RouteTable.apiVersion)) },
    ]
}
