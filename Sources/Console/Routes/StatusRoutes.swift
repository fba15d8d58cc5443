// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let status: [Route] = [
        Route(
            .post,
            "/v1/session",
            .everybody,
            "Change a one-time code for a token with the operator's rights.",
            body: .json(.named("SessionCode")),
            success: .created("SessionToken")
        ) { request in
            let session = try request.services.access.openSession(with: try request.value(SessionCode.self).code)
            try await request.services.events.record(
                Event(.sessionOpened, source: .console, outcome: .succeeded, transport: .http, correlationID: .new())
            )
            return try .value(session)
        },
        Route(
            .post,
            "/v1/session/codes",
            .operatorOnly,
            "Make a one-time code for another tab or browser; it holds for five minutes.",
            success: .created("SessionCode")
        ) { request in try .value(SessionCode(code: request.services.access.issueCode())) },
        Route(
            .post,
            "/v1/doctor",
            .operatorOnly,
            "Look for what could be in the way, by trying it; models are asked one small question.",
            success: .ok("DoctorCheckList")
        ) { request in
            try .value(DoctorCheckList(checks: try await request.control.examine(by: request.principal)))
        },
        Route(
            .get,
            "/v1/status",
            .anyToken,
            "How the appliance and its browser are.",
            success: .ok("ApplianceStatus")
        ) { request in try .value(try await request.control.status()) },
    ]
}
