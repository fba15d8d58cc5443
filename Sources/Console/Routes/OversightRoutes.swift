// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let oversight: [Route] = [
        Route(
            .get,
            "/v1/approvals",
            .operatorOnly,
            "What waits for a person's yes.",
            success: .ok("ApprovalList")
        ) { request in try .value(ApprovalList(approvals: try await request.control.approvals())) },
        Route(
            .post,
            "/v1/approvals/{id}/decide",
            .operatorOnly,
            "Say yes or no to one request, once.",
            body: .json(.named("Decide")),
            success: .ok("ApprovalSummary")
        ) { request in
            let decision = try request.value(Decide.self)
            let id = try request.identifier("id", ApprovalID.self)
            return try .value(try await request.control.decide(id, decision, by: request.principal))
        },
        Route(
            .get,
            "/v1/grants",
            .operatorOnly,
            "What is granted to every skill.",
            success: .ok("GrantList")
        ) { request in try .value(try await request.control.grants()) },
        Route(
            .post,
            "/v1/grants",
            .operatorOnly,
            "Grant an origin, or a folder to read from.",
            body: .json(.named("GrantName")),
            success: .ok("GrantList")
        ) { request in
            let grant = try request.value(GrantName.self)
            return try .value(try await request.control.addGrant(grant, by: request.principal))
        },
        Route(
            .delete,
            "/v1/grants",
            .operatorOnly,
            "Take a grant back.",
            query: [
                QueryParameter("origin", .text, isRequired: false, "The origin."),
                QueryParameter("read_path", .text, isRequired: false, "Or the folder."),
            ],
            success: .ok("GrantList")
        ) { request in
            let grant: GrantName
            switch (request.query["origin"], request.query["read_path"]) {
            case (let origin?, nil): grant = .origin(origin)
            case (nil, let path?): grant = .readPath(path)
            case (nil, nil): throw RouteRequest.invalid("origin", "is missing")
            case (.some, .some): throw RouteRequest.invalid("read_path", "stands beside 'origin'")
            }
            return try .value(try await request.control.removeGrant(grant, by: request.principal))
        },
        Route(
            .post,
            "/v1/kill-switch",
            .operatorOnly,
            "Deny every external write at once, or allow them again.",
            body: .json(.named("KillSwitchState")),
            success: .ok("KillSwitchState")
        ) { request in
            let state = try request.value(KillSwitchState.self)
            try await request.control.setKillSwitch(state.on, by: request.principal)
            return try .value(state)
        },
    ]
}
