// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Hummingbird

/// Puts the route table behind Hummingbird's router.
enum RouterAssembly {
    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace]

    /// A router with every route, an answer for every method that a route does not have, and the guard before all.
    static func make(
        _ routes: [Route],
        guard requestGuard: RequestGuard,
        endpoint: @escaping @Sendable (Route) -> RouteEndpoint
    ) -> Router<ConsoleContext> {
        let router = Router(context: ConsoleContext.self)
        router.add(middleware: requestGuard)
        for (path, group) in Dictionary(grouping: routes, by: \.path) {
            for route in group {
                let endpoint = endpoint(route)
                router.on(RouterPath(path), method: route.method) { request, context in
                    let given = context.parameters.map { (String($0.key), String($0.value)) }
                    return try await endpoint.respond(
                        to: request,
                        on: context.channel,
                        parameters: Dictionary(given) { first, _ in first }
                    )
                }
            }
            refuse(methods.filter { method in !group.contains { $0.method == method } }, on: path, group, router)
        }
        return router
    }

    private static func refuse(
        _ methods: [HTTPRequest.Method],
        on path: String,
        _ group: [Route],
        _ router: Router<ConsoleContext>
    ) {
        let allowed = group.map(\.method.rawValue).sorted().joined(separator: ", ")
        for method in methods {
            router.on(RouterPath(path), method: method) { _, _ -> Response in
                throw MethodNotAllowed(allowed: allowed)
            }
        }
    }
}
