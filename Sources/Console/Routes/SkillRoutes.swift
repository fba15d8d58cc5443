// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let skills: [Route] = [
        Route(.get, "/v1/skills", .anyToken, "The approved skills.", success: .ok("SkillList")) { request in
            try .value(SkillList(skills: try await request.control.skills()))
        },
        Route(
            .post,
            "/v1/skills",
            .operatorOnly,
            "Import a skill file; it waits in quarantine.",
            body: .yaml,
            success: .created("PendingDetail")
        ) { request in
            try .value(try await request.control.importSkill(request.body, by: request.principal))
        },
        Route(
            .get,
            "/v1/skills/{slug}",
            .anyToken,
            "One approved skill with its text.",
            success: .ok("SkillDetail")
        ) { request in
            let slug = try request.slug()
            return try .value(try await request.control.skill(slug))
        },
        Route(
            .delete,
            "/v1/skills/{slug}",
            .operatorOnly,
            "Take an approved skill out of use.",
            success: .done
        ) { request in
            let slug = try request.slug()
            try await request.control.deleteSkill(slug, by: request.principal)
            return .nothing
        },
        Route(
            .post,
            "/v1/skills/{slug}/runs",
            .anyToken,
            "Begin a run of an approved skill; the operator may say at which of its steps.",
            body: .json(.named("StartRun"), isRequired: false),
            success: .accepted("RunDetail")
        ) { request in
            let start = try request.value(StartRun.self)
            let slug = try request.slug()
            guard start.from == nil || request.principal == .operator else {
                throw ConsoleError(
                    .operatorRequired,
                    "Where a run begins that does not begin with the first step is the operator's to say: leave 'from' out."
                )
            }
            return try .value(try await request.control.startRun(slug, start, by: request.principal))
        },
        Route(
            .post,
            "/v1/skills/{slug}/check",
            .anyToken,
            "Open the pages that a skill opens by address, and look whether its targets are found there; act on nothing.",
            body: .json(.named("StartRun"), isRequired: false),
            success: .ok("SkillCheck")
        ) { request in
            let start = try request.value(StartRun.self)
            let slug = try request.slug()
            return try .value(try await request.control.checkSkill(slug, start, by: request.principal))
        },
        Route(
            .post,
            "/v1/skills/{slug}/recordings",
            .operatorOnly,
            "Replay the first steps of an approved skill, and record what is shown after them.",
            body: .json(.named("ContinueSkill")),
            success: .created("RecordingSummary")
        ) { request in
            let slug = try request.slug()
            let start = try request.value(ContinueSkill.self)
            return try .value(try await request.control.continueSkill(slug, start, by: request.principal))
        },
    ]
}
