// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let events: [Route] = [
        Route(
            .get,
            "/v1/events",
            .anyToken,
            "A page of the audit log; the agent sees the events of runs only.",
            query: [
                QueryParameter("after", .integer, "Only events after this number; -N gives the last N."),
                QueryParameter("limit", .integer, "At most so many, 1 to 1000; 100 when not given."),
                QueryParameter(
                    "event",
                    .choice(EventName.allCases.map(\.rawValue)),
                    "Only events with this name."
                ),
                QueryParameter("run_id", .text, "Only events of this run."),
            ],
            success: .ok("EventPage")
        ) { request in
            let query = try eventQuery(request)
            let lines = try await request.control.events(query)
            let seen = lines.filter { EventVisibility.shows($0, to: request.principal) }
            return try .value(EventPage(events: seen.map(envelope)))
        },
        Route(
            .get,
            "/v1/events/stream",
            .anyToken,
            "The audit log as it grows; begins with new events, or where Last-Event-ID or from_seq say.",
            query: [
                QueryParameter("from_seq", .integer, "The first event that is wanted."),
                QueryParameter("run_id", .text, "Only events of this run."),
                QueryParameter(
                    "changes",
                    .choice(["live"]),
                    "Also what /v1/live/changes tells, in the same stream; for the operator only."
                ),
            ],
            success: RouteSuccess(status: .ok, content: .events, summary: "Server-sent events; the id is the number.")
        ) { request in
            let changes = try await changes(request)
            let seat = try request.services.seats.take()
            return .events(
                EventFeed(
                    lines: request.control.eventStream(after: try await streamStart(request), of: run(request)),
                    principal: request.principal,
                    heartbeat: request.services.heartbeat,
                    seat: seat,
                    changes: changes
                )
            )
        },
    ]

    private static func changes(_ request: RouteRequest) async throws -> AsyncStream<Set<LiveChange>>? {
        guard request.query["changes"] != nil else { return nil }
        guard request.principal == .operator else {
            throw ConsoleError(
                .operatorRequired,
                "What changes of tabs is told to the operator only: leave 'changes' out."
            )
        }
        return try await request.control.changes()
    }

    /// The envelope; of a line that somebody made into something else its text.
    private static func envelope(_ line: AuditLine) -> JSONValue {
        (try? JSONText.parse(line.json)) ?? ["seq": .int(line.seq), "unreadable": .string(line.json)]
    }

    private static func eventQuery(_ request: RouteRequest) throws -> EventQuery {
        EventQuery(
            after: try request.integer("after", in: -1000...Int64.max, default: 0),
            limit: Int(try request.integer("limit", in: 1...1000, default: 100)),
            event: request.query["event"],
            run: run(request)
        )
    }

    private static func run(_ request: RouteRequest) -> RunID? { request.query["run_id"].map { RunID(rawValue: $0) } }

    /// The number after which a stream begins: the header counts before the query, because a browser that comes back
    /// sends both.
    private static func streamStart(_ request: RouteRequest) async throws -> Int64 {
        if let last = request.lastEventID {
            guard let number = Int64(last), number >= 0 else {
                throw ConsoleError(.parameterInvalid, "The header Last-Event-ID must be the number of an event.")
            }
            return number
        }
        if request.query["from_seq"] != nil {
            return try request.integer("from_seq", in: 1...Int64.max, default: 1) - 1
        }
        return try await request.control.events(EventQuery(after: -1, limit: 1)).last?.seq ?? 0
    }
}
