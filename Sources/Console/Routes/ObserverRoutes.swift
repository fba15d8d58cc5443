// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

/// What the observer has seen: the operator's, and the agent's only for a run that the operator shares with it.
extension RouteTable {
    static let observer: [Route] = [
        Route(
            .get,
            "/v1/observer",
            .anyToken,
            "How the observer is: state, age, cost and counts, and no word of a page.",
            success: .ok("ObserverStatus")
        ) { request in try .value(try await request.control.observer(by: request.principal)) },
        Route(
            .get,
            "/v1/observer/buffer",
            .anyToken,
            "What was on the screen in the last ten minutes; the agent needs a grant for the run.",
            query: [
                QueryParameter("run", .text, "Of this run; without it, of the tabs that belong to none."),
                QueryParameter("tab", .text, "Of this tab only."),
                QueryParameter("since", .integer, "Only observations with a greater number."),
                QueryParameter("words", .text, "Only lines that hold these words, also with letters read wrong."),
                QueryParameter("debug", .choice(["0", "1"]), "Whether the ticks' durations are wanted as well."),
            ],
            success: .ok("ObservationPage")
        ) { request in
            let query = try query(of: request)
            return try .value(try await request.control.observations(query, by: request.principal))
        },
        Route(
            .post,
            "/v1/observer/pause",
            .operatorOnly,
            "Take no picture until it is resumed.",
            success: .ok("ObserverStatus")
        ) { request in try .value(try await request.control.pauseObserver(by: request.principal)) },
        Route(
            .post,
            "/v1/observer/resume",
            .operatorOnly,
            "Look again, also after it has given up.",
            success: .ok("ObserverStatus")
        ) { request in try .value(try await request.control.resumeObserver(by: request.principal)) },
        Route(
            .post,
            "/v1/observer/purge",
            .operatorOnly,
            "Forget what was seen.",
            body: .json(.named("PurgeObservations"), isRequired: false),
            success: .ok("ObserverStatus")
        ) { request in
            let purge = try request.value(PurgeObservations.self)
            return try .value(try await request.control.purgeObserver(purge, by: request.principal))
        },
    ]

    /// The longest words that are looked for.
    private static let wordsLimit = 200

    private static func query(of request: RouteRequest) throws -> ObservationQuery {
        var query = ObservationQuery()
        query.run = try name("run", of: request).map { RunID(rawValue: $0) }
        query.tab = try name("tab", of: request).map { TabID(rawValue: $0) }
        if request.query["since"] != nil {
            query.since = Int(try request.integer("since", in: 0...Int64.max, default: 0))
        }
        query.words = request.query["words"]
        guard (query.words ?? "").count <= wordsLimit else {
            throw RouteRequest.invalid("words", "has more than \(wordsLimit) characters")
        }
        query.wantsTicks = request.query["debug"] == "1"
        return query
    }

    private static func name(_ parameter: String, of request: RouteRequest) throws -> String? {
        guard let text = request.query[parameter] else { return nil }
        guard (1...64).contains(text.utf8.count) else {
            throw RouteRequest.invalid(parameter, "must be 1 to 64 characters")
        }
        return text
    }
}
