// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let logins: [Route] = [
        Route(
            .get,
            "/v1/logins",
            .operatorOnly,
            "The browser profiles that skills may run with.",
            success: .ok("LoginList")
        ) { request in try .value(LoginList(logins: try await request.control.logins())) },
        Route(
            .post,
            "/v1/logins",
            .operatorOnly,
            "Make one that nobody has signed in with yet.",
            body: .json(.named("LoginName")),
            success: .ok("LoginList")
        ) { request in
            let name = try request.value(LoginName.self).name
            return try .value(LoginList(logins: try await request.control.addLogin(name, by: request.principal)))
        },
        Route(
            .delete,
            "/v1/logins/{slug}",
            .operatorOnly,
            "Remove one with its cookies and all that its sites have stored.",
            success: .ok("LoginList")
        ) { request in
            let name = try request.slug()
            return try .value(LoginList(logins: try await request.control.removeLogin(name, by: request.principal)))
        },
    ]
}
