// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let audit: [Route] = [
        Route(
            .get,
            "/v1/audit/lines",
            .operatorOnly,
            "The audit log's lines as they are stored, each with what is wrong with it.",
            query: [
                QueryParameter("after", .integer, "Only lines after this number; 0 when not given."),
                QueryParameter("limit", .integer, "At most so many, 1 to 1000; 100 when not given."),
            ],
            success: .ok("AuditLinePage")
        ) { request in
            let after = try request.integer("after", in: 0...Int64.max, default: 0)
            let limit = Int(try request.integer("limit", in: 1...1000, default: 100))
            return try .value(AuditLinePage(lines: try await request.control.auditLines(after: after, limit: limit)))
        },
        Route(
            .post,
            "/v1/audit/verify",
            .operatorOnly,
            "Recompute every hash of the audit log.",
            success: .ok("AuditVerification")
        ) { request in try .value(try await request.control.verifyAudit()) },
    ]
}
