// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let review: [Route] = [
        Route(
            .get,
            "/v1/skills/pending",
            .operatorOnly,
            "The revisions in quarantine.",
            success: .ok("PendingList")
        ) { request in try .value(PendingList(pending: try await request.control.pendingSkills())) },
        Route(
            .get,
            "/v1/skills/pending/{slug}/{sha12}",
            .operatorOnly,
            "One revision in quarantine: its text, what the safety gate found, and what changed.",
            success: .ok("PendingDetail")
        ) { request in
            let slug = try request.slug()
            let head = try digestHead(request)
            return try .value(try await request.control.pendingSkill(slug, head))
        },
        Route(
            .post,
            "/v1/skills/pending/{slug}/{sha12}/approve",
            .operatorOnly,
            "Approve exactly the file that was reviewed.",
            body: .json(.named("ReviewedDigest")),
            success: .ok("SkillSummary")
        ) { request in
            let slug = try request.slug()
            let digest = try reviewedDigest(request)
            return try .value(try await request.control.approve(slug, sha256: digest, by: request.principal))
        },
        Route(
            .post,
            "/v1/skills/pending/{slug}/{sha12}/reject",
            .operatorOnly,
            "Throw a revision away, for a reason that the log keeps.",
            body: .json(.named("RejectedDigest")),
            success: .done
        ) { request in
            let slug = try request.slug()
            let digest = try reviewedDigest(request)
            let reason = try reason(request)
            try await request.control.reject(slug, sha256: digest, because: reason, by: request.principal)
            return .nothing
        },
    ]

    private static func reason(_ request: RouteRequest) throws -> String? {
        guard let reason = try request.value(RejectedDigest.self).reason, !reason.isEmpty else { return nil }
        guard reason.count <= RejectedDigest.reasonLimit else {
            throw ConsoleError(.bodyInvalid, "'reason' has more than \(RejectedDigest.reasonLimit) characters.")
        }
        return reason
    }

    private static func digestHead(_ request: RouteRequest) throws -> String {
        let text = try request.parameter("sha12")
        guard text.utf8.count == 12, isHexadecimal(text) else {
            throw RouteRequest.invalid("sha12", "must be the first 12 digits of the file's SHA-256")
        }
        return text
    }

    /// The digest of the body, which must be the one that the path begins.
    private static func reviewedDigest(_ request: RouteRequest) throws -> String {
        let digest = try request.value(ReviewedDigest.self).sha256
        guard digest.utf8.count == 64, isHexadecimal(digest) else {
            throw ConsoleError(.bodyInvalid, "'sha256' must be 64 hexadecimal digits in lower case.")
        }
        guard digest.hasPrefix(try digestHead(request)) else {
            throw ConsoleError(
                .digestMismatch,
                "The address names another revision than 'sha256': look at the revision again."
            )
        }
        return digest
    }

    private static func isHexadecimal(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
    }
}
