// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

/// Watching and driving tabs: the operator's only, because a page shows what its person may see.
extension RouteTable {
    static let live: [Route] = [
        Route(.get, "/v1/tabs", .operatorOnly, "The tabs that are open.", success: .ok("TabList")) { request in
            try .value(TabList(tabs: try await request.control.tabs()))
        },
        Route(.get, "/v1/viewers", .operatorOnly, "Who watches which tab.", success: .ok("ViewerList")) { request in
            try .value(ViewerList(viewers: try await request.control.viewers()))
        },
        Route(
            .post,
            "/v1/tickets",
            .operatorOnly,
            "A ticket that opens one stream where no header can be sent; it is good for 30 seconds.",
            success: .created("StreamTicket")
        ) { request in try .value(try request.services.access.issueTicket()) },
        screenshot("/v1/tabs/{id}/screenshot", "A picture of a tab as it is now, as JPEG."),
        screenshot("/v1/screenshot", "A picture of the tab in front as it is now, as JPEG."),
        stream("/v1/tabs/{id}/stream", .mjpeg, "A tab live, as an image that changes (MJPEG)."),
        stream("/v1/screenshot/stream", .mjpeg, "The tab in front live, as an image that changes (MJPEG)."),
        stream("/v1/tabs/{id}/frames", .frames, "A tab live, as numbered pictures, each behind its length."),
        Route(
            .post,
            "/v1/tabs/{id}/input",
            .operatorOnly,
            "Mouse, wheel, keys and text for a tab, in coordinates of the picture that was looked at.",
            body: .json(.named("InputBatch")),
            success: .ok("AcceptedInput")
        ) { request in
            let tab = try request.identifier("id", TabID.self)
            let batch = try request.value(InputBatch.self)
            try check(batch)
            return try .value(
                AcceptedInput(accepted: try await request.control.drive(tab, batch, by: request.principal))
            )
        },
        Route(
            .get,
            "/v1/live/changes",
            .operatorOnly,
            "What changes of tabs, of the recording that goes on and of the observer, as server-sent events without content.",
            success: RouteSuccess(status: .ok, content: .events, summary: "Changes as they come.")
        ) { request in
            let seat = try request.services.seats.take()
            return .changes(
                ChangeFeed(
                    changes: try await request.control.changes(),
                    heartbeat: request.services.heartbeat,
                    seat: seat
                )
            )
        },
        Route(
            .post,
            "/v1/tabs/{id}/dialog",
            .operatorOnly,
            "Answer the dialog that a tab's page has opened.",
            body: .json(.named("AnswerDialog")),
            success: .ok("DoneAnswer")
        ) { request in
            let tab = try request.identifier("id", TabID.self)
            let answer = try request.value(AnswerDialog.self)
            try await request.control.answerDialog(in: tab, answer, by: request.principal)
            return try .value(DoneAnswer())
        },
        Route(
            .post,
            "/v1/tabs/{id}/files",
            .operatorOnly,
            "Give a file to the chooser that a tab's page has opened; several one after the other.",
            query: [
                QueryParameter("chooser", .integer, isRequired: true, "The chooser, as the tab numbers it."),
                QueryParameter("name", .text, isRequired: true, "What the page sees it called."),
                QueryParameter(
                    "more",
                    .choice(["true", "false"]),
                    "Whether another one follows, with which it is given."
                ),
                QueryParameter("lease", .text, "The lease by which the run of the tab is driven."),
            ],
            body: .file(limit: HandedFile.limit),
            success: .ok("DoneAnswer")
        ) { request in
            let tab = try request.identifier("id", TabID.self)
            let chooser = try request.integer("chooser", in: 1...Int64(Int32.max), default: 0)
            guard chooser > 0 else { throw RouteRequest.invalid("chooser", "is missing: the tab names it") }
            let file = HandedFile(
                chooser: Int(chooser),
                name: request.query["name"] ?? "",
                bytes: request.body,
                isFollowed: request.query["more"] == "true",
                lease: request.query["lease"].map { LeaseID(rawValue: $0) }
            )
            try await request.control.giveFile(file, to: tab, by: request.principal)
            return try .value(DoneAnswer())
        },
    ]

    /// How long the first picture of a tab may take.
    private static let pictureLimit: Duration = .seconds(15)

    /// How long a viewer may take nothing.
    private static let viewerPatience: Duration = .seconds(10)

    private static let wishes = [
        QueryParameter("fps", .integer, "At most so many pictures a second, 1 to 60."),
        QueryParameter("quality", .integer, "The JPEG's quality, 10 to 95."),
        QueryParameter("width", .integer, "The picture's width in pixels, 64 to 3840; never more than the page's."),
        QueryParameter("ticket", .text, "A ticket in the place of a token."),
    ]

    private static func screenshot(_ path: String, _ summary: String) -> Route {
        Route(
            .get,
            path,
            .operatorOnly,
            summary,
            query: wishes.filter { $0.name != "fps" },
            success: RouteSuccess(status: .ok, content: .picture, summary: "The picture.")
        ) { request in
            let tab = try tab(of: request)
            let wish = try wish(of: request)
            let feed = try await request.control.watch(tab, wish, as: .single, by: request.principal)
            return try await withDeadline(.after(pictureLimit), waitingFor: "the tab's picture") {
                while let news = await feed.next() {
                    if case .picture(let picture) = news { return .picture(picture.jpeg) }
                }
                throw ConsoleError(.pictureMissing, "The tab went before there was a picture of it.")
            }
        }
    }

    private static func stream(_ path: String, _ form: PictureForm, _ summary: String) -> Route {
        Route(
            .get,
            path,
            .operatorOnly,
            summary,
            query: wishes,
            success: RouteSuccess(status: .ok, content: .stream(form.mediaType), summary: "Pictures as they come.")
        ) { request in
            let tab = try tab(of: request)
            let wish = try wish(of: request)
            let seat = try request.services.viewerSeats.take()
            let kind: ViewerName.Kind = form == .mjpeg ? .mjpeg : .frames
            let feed = try await request.control.watch(tab, wish, as: kind, by: request.principal)
            return .pictures(PictureStream(feed: feed, form: form, patience: viewerPatience, seat: seat))
        }
    }

    private static func tab(of request: RouteRequest) throws -> TabID? {
        request.parameters["id"] == nil ? nil : try request.identifier("id", TabID.self)
    }

    private static func wish(of request: RouteRequest) throws -> PictureWish {
        var wish = PictureWish()
        if request.query["fps"] != nil { wish.rate = Int(try request.integer("fps", in: 1...60, default: 60)) }
        if request.query["quality"] != nil {
            wish.quality = Int(try request.integer("quality", in: 10...95, default: 70))
        }
        if request.query["width"] != nil { wish.width = Int(try request.integer("width", in: 64...3840, default: 0)) }
        return wish
    }

    private static func check(_ batch: InputBatch) throws {
        guard batch.events.count <= InputBatch.limit else {
            throw ConsoleError(.bodyInvalid, "A batch holds at most \(InputBatch.limit) events: send several.")
        }
        for (place, event) in batch.events.enumerated() {
            guard let problem = event.problem else { continue }
            throw ConsoleError(.bodyInvalid, "The event \(place) ('\(event.type.rawValue)') is no input: \(problem).")
        }
    }
}
