// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let runs: [Route] = [
        Route(
            .get,
            "/v1/runs",
            .anyToken,
            "The last runs.",
            query: [QueryParameter("limit", .integer, "At most so many, 1 to 1000; 50 when not given.")],
            success: .ok("RunList")
        ) { request in
            let limit = Int(try request.integer("limit", in: 1...1000, default: 50))
            return try .value(RunList(runs: try await request.control.runs(limit: limit)))
        },
        Route(
            .get,
            "/v1/runs/{id}",
            .anyToken,
            "One run with its steps.",
            query: [
                QueryParameter(
                    "wait",
                    .integer,
                    "Wait so many seconds, 0 to 60, until the run is over or needs a person."
                )
            ],
            success: .ok("RunDetail")
        ) { request in
            let id = try request.identifier("id", RunID.self)
            let wait = try request.integer("wait", in: 0...60, default: 0)
            guard wait > 0 else { return try .value(try await request.control.run(id)) }
            return try .value(try await request.control.awaitRun(id, for: .seconds(wait)))
        },
        Route(
            .get,
            "/v1/runs/{id}/steps/{step}/picture",
            .operatorOnly,
            "The picture that was kept of a step, as JPEG.",
            query: [
                QueryParameter(
                    "moment",
                    .choice(PictureMoment.allCases.map(\.rawValue)),
                    "'found' for the one from before the input, of a step whose element was found without its locators."
                )
            ],
            success: RouteSuccess(status: .ok, content: .picture, summary: "The picture.")
        ) { request in
            let id = try request.identifier("id", RunID.self)
            let step = try request.identifier("step", StepID.self)
            let moment = try request.choice("moment", PictureMoment.self, default: .after)
            return .picture(try await request.control.picture(of: step, in: id, moment))
        },
        Route(
            .post,
            "/v1/runs/{id}/cancel",
            .anyToken,
            "Stop a run before its next action.",
            success: .ok("RunDetail")
        ) { request in
            let id = try request.identifier("id", RunID.self)
            return try .value(try await request.control.cancelRun(id, by: request.principal))
        },
        Route(
            .post,
            "/v1/runs/{id}/answer",
            .operatorOnly,
            "Answer what a run that needs a person asked: a yes or a no, which element is meant, what it asks for, or what "
                + "becomes of its step.",
            body: .json(.named("RunAnswer")),
            success: .ok("RunDetail")
        ) { request in
            let answer = try request.value(RunAnswer.self)
            guard answer.isClear else {
                throw ConsoleError(
                    .bodyInvalid,
                    "An answer is exactly one of 'decision', 'candidate' (a number of the list), 'point' (a place of the "
                        + "picture, 0 to 1), 'none': true, 'text' and 'then' (repeat, go_on or stop)."
                )
            }
            let id = try request.identifier("id", RunID.self)
            return try .value(try await request.control.answerRun(id, answer, by: request.principal))
        },
    ]
}
