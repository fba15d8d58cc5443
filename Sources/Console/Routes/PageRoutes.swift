// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes

extension RouteTable {
    static let pages: [Route] = [
        Route(
            .get,
            "/",
            .everybody,
            "The dashboard's page.",
            success: RouteSuccess(status: .ok, content: .asset, summary: "The page.")
        ) { _ in .asset(DashboardFile.page) },
        Route(
            .get,
            "/assets/{folder}/{file}",
            .everybody,
            "One of the dashboard's files.",
            success: RouteSuccess(status: .ok, content: .asset, summary: "The file.")
        ) { request in
            let path = try request.parameter("folder") + "/" + request.parameter("file")
            guard let file = DashboardFile.named(path) else {
                throw ConsoleError(.routeUnknown, "The dashboard has no file of that name.")
            }
            return .asset(file)
        },
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
