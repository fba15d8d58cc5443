// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let authorities: [Route] = [
        Route(
            .get,
            "/v1/authorities",
            .operatorOnly,
            "The authorities whose certificates skills that name them believe.",
            success: .ok("AuthorityList")
        ) { request in try .value(AuthorityList(authorities: try await request.control.authorities())) },
        Route(
            .post,
            "/v1/authorities",
            .operatorOnly,
            "Keep one.",
            body: .json(.named("AddAuthority")),
            success: .ok("AuthorityList")
        ) { request in
            let body = try request.value(AddAuthority.self)
            return try .value(
                AuthorityList(authorities: try await request.control.addAuthority(body, by: request.principal))
            )
        },
        Route(
            .delete,
            "/v1/authorities/{slug}",
            .operatorOnly,
            "Forget one; a skill that names it does not run any more.",
            success: .ok("AuthorityList")
        ) { request in
            let name = try request.slug()
            return try .value(
                AuthorityList(authorities: try await request.control.removeAuthority(name, by: request.principal))
            )
        },
    ]
}
