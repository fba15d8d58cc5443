// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    /// A person in the loop of a run.
    static let control: [Route] = [
        Route(
            .post,
            "/v1/hitl/{run}/pause",
            .operatorOnly,
            "Make a run stand still before its next action.",
            success: .ok("DoneAnswer")
        ) { request in
            let run = try request.identifier("run", RunID.self)
            try await request.control.pauseRun(run, by: request.principal)
            return try .value(DoneAnswer())
        },
        Route(
            .post,
            "/v1/hitl/{run}/resume",
            .operatorOnly,
            "Let a run that is paused go on.",
            success: .ok("DoneAnswer")
        ) { request in
            let run = try request.identifier("run", RunID.self)
            try await request.control.resumeRun(run, by: request.principal)
            return try .value(DoneAnswer())
        },
        Route(
            .post,
            "/v1/hitl/{run}/inject",
            .operatorOnly,
            "Queue manual actions, which are done before the run's next one.",
            body: .json(.named("InjectActions")),
            success: .ok("InjectedActions")
        ) { request in
            let actions = try request.value(InjectActions.self)
            guard (actions.steps == nil) != (actions.events == nil) else {
                throw ConsoleError(.bodyInvalid, "Give either 'steps' or 'events'.")
            }
            let run = try request.identifier("run", RunID.self)
            return try .value(try await request.control.inject(actions, into: run, by: request.principal))
        },
        Route(
            .post,
            "/v1/hitl/{run}/takeover",
            .operatorOnly,
            "Drive a run's tabs; it stands still meanwhile.",
            body: .json(.named("TakeOver"), isRequired: false),
            success: .ok("LeaseSummary")
        ) { request in
            let body = try request.value(TakeOver.self)
            let run = try request.identifier("run", RunID.self)
            return try .value(try await request.control.takeOver(run, body, by: request.principal))
        },
        Route(
            .post,
            "/v1/hitl/{run}/renew",
            .operatorOnly,
            "Keep the lease of a takeover for another term.",
            body: .json(.named("RenewLease")),
            success: .ok("LeaseSummary")
        ) { request in
            let body = try request.value(RenewLease.self)
            let run = try request.identifier("run", RunID.self)
            return try .value(try await request.control.renewLease(body, of: run, by: request.principal))
        },
        Route(
            .post,
            "/v1/hitl/{run}/handback",
            .operatorOnly,
            "Compare the page with what the run expects, and give it back.",
            body: .json(.named("HandBack")),
            success: .ok("HandbackAnswer")
        ) { request in
            let body = try request.value(HandBack.self)
            let run = try request.identifier("run", RunID.self)
            return try .value(try await request.control.handBack(run, body, by: request.principal))
        },
    ]
}
