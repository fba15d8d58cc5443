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
            "Grant an origin, a folder to read from, or what the observer may look at or share.",
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
                QueryParameter("observe", .text, isRequired: false, "Or the origin that is looked at."),
                QueryParameter("observed_run", .text, isRequired: false, "Or the run that is shared."),
            ],
            success: .ok("GrantList")
        ) { request in
            guard let grant = GrantName(query: request.query) else {
                throw RouteRequest.invalid("origin", "or another one must be there, and only one of them")
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
