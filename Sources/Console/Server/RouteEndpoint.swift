// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Vocabulary

/// One route behind the server: checks who asks and what is sent, calls the route, and writes its answer.
struct RouteEndpoint: Sendable {
    let route: Route
    let services: ConsoleServices
    let bodies: BodyReader
    let refusals: RefusalLog
    let answerLimit: Duration

    func respond(
        to request: Request,
        on channel: any Channel,
        parameters: [String: String]
    ) async throws -> Response {
        let principal = try authorize(request)
        let routed = RouteRequest(
            services: services,
            principal: principal,
            parameters: parameters,
            query: try query(of: request),
            lastEventID: request.headers[.lastEventID],
            body: try await body(of: request)
        )
        let answer: RouteAnswer
        do {
            answer = try await withDeadline(.after(answerLimit), waitingFor: "the appliance's answer") {
                try await route.handle(routed)
            }
        } catch let error as ConsoleError where error.isRefusal {
            refusals.note(error, route: route.title, principal: nil)
            throw error
        }
        return response(answer, to: request, on: channel)
    }

    private func authorize(_ request: Request) throws -> Principal {
        guard !route.access.principals.isEmpty else { return .operator }
        do {
            return try principal(of: request)
        } catch {
            let known = error.reason == .operatorRequired ? Principal.agent : nil
            refusals.note(error, route: route.title, principal: known)
            throw error
        }
    }

    private func principal(of request: Request) throws(ConsoleError) -> Principal {
        if route.takesTicket, request.headers[.authorization] == nil, let ticket = request.uri.queryParameters["ticket"]
        {
            return try services.access.useTicket(String(ticket))
        }
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else {
            throw ConsoleError(
                .tokenRequired,
                "A token is needed: send 'Authorization: Bearer …' with the operator's or the agent's."
            )
        }
        let token = String(header.dropFirst("bearer ".count))
        guard let principal = services.access.principal(of: token) else {
            throw ConsoleError(
                .tokenUnknown,
                "This token is not known: read it from the home again, it may have changed."
            )
        }
        guard route.access.principals.contains(principal) else {
            throw ConsoleError(.operatorRequired, "This is for a person: the operator's token is needed.")
        }
        return principal
    }

    private func query(of request: Request) throws -> [String: String] {
        let known = Set(route.query.map(\.name))
        var result: [String: String] = [:]
        for (name, value) in request.uri.queryParameters {
            let name = String(name)
            guard known.contains(name) || route.path == "/" else {
                throw RouteRequest.invalid(String(name.prefix(40)), "is not known here")
            }
            if case .choice(let words)? = route.query.first(where: { $0.name == name })?.shape,
                !words.contains(String(value))
            {
                throw RouteRequest.invalid(name, "must be one of \(words.joined(separator: ", "))")
            }
            guard result.updateValue(String(value), forKey: name) == nil else {
                throw RouteRequest.invalid(name, "is given twice")
            }
        }
        return result
    }

    private func body(of request: Request) async throws -> [UInt8] {
        switch route.body {
        case .none: return []
        case .yaml:
            try checkMediaType(of: request, ["application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"])
            return try await bodies.read(request)
        case .file(let limit):
            try checkMediaType(of: request, ["application/octet-stream"])
            return try await BodyReader(limit: limit, patience: bodies.patience).read(request)
        case .json(let shape, let isRequired):
            let bytes = try await bodies.read(request)
            if bytes.isEmpty && !isRequired { return [] }
            try checkMediaType(of: request, ["application/json"])
            try check(bytes, against: shape)
            return bytes
        }
    }

    private func check(_ bytes: [UInt8], against shape: Shape) throws {
        // No JSON in UTF-8 holds a zero byte; in UTF-16, which Foundation takes as well, nearly all does.
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil,
            let value = try? JSONText.parse(bytes)
        else {
            throw ConsoleError(.bodyInvalid, "The request's body is no JSON in UTF-8.")
        }
        if let name = JSONText.repeatedMember(in: bytes) {
            throw ConsoleError(.bodyInvalid, "The request's body names '\(name.prefix(40))' twice: name it once.")
        }
        if let problem = shape.problem(in: value) {
            throw ConsoleError(.bodyInvalid, "The request's body is not of its form: \(problem).")
        }
    }

    private func checkMediaType(of request: Request, _ allowed: [String]) throws {
        let given = request.headers[.contentType]?.split(separator: ";").first
            .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        guard let given, allowed.contains(given) else {
            throw ConsoleError(
                .mediaTypeUnsupported,
                "The request's Content-Type must be \(allowed[0])."
            )
        }
    }

    private func response(_ answer: RouteAnswer, to request: Request, on channel: any Channel) -> Response {
        let status = route.success.status
        switch answer {
        case .nothing: return Response(status: status)
        case .json(let bytes): return Self.content(status, "application/json; charset=utf-8", bytes)
        case .asset(let file): return Self.asset(file, to: request)
        case .picture(let bytes): return Self.content(status, "image/jpeg", bytes)
        case .file(let file): return Self.file(status, file)
        case .pictures(let stream): return Self.pictures(status, stream, to: request, on: channel)
        case .events(let feed): return Self.serverSent(status, to: request) { try await feed.write(to: &$0) }
        case .changes(let feed): return Self.serverSent(status, to: request) { try await feed.write(to: &$0) }
        }
    }

    private static func serverSent(
        _ status: HTTPResponse.Status,
        to request: Request,
        _ write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/event-stream; charset=utf-8"],
            body: ResponseBody { writer in
                try await request.body.consumeWithCancellationOnInboundClose { _ in try await write(&writer) }
                try await writer.finish(nil)
            }
        )
    }

    /// A browser that has the file already is told so; it asks each time, because the program may have changed.
    private static func asset(_ file: DashboardFile, to request: Request) -> Response {
        let isKnown = request.headers[.ifNoneMatch] == file.tag
        var headers: HTTPFields = [
            .contentType: file.type, .eTag: file.tag, .cacheControl: "no-cache",
        ]
        headers[.contentSecurityPolicy] = SecurityHeaders.dashboardPolicy
        return Response(
            status: isKnown ? .notModified : .ok,
            headers: headers,
            body: isKnown ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes))
        )
    }

    private static func pictures(
        _ status: HTTPResponse.Status,
        _ stream: PictureStream,
        to request: Request,
        on channel: any Channel
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: stream.form.mediaType, .accelBuffering: "no"],
            body: ResponseBody { writer in
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    try await stream.write(to: &writer, on: PictureSocket(channel))
                }
                try await writer.finish(nil)
            }
        )
    }

    /// The next piece is read when the one before is on its way.
    private static func file(_ status: HTTPResponse.Status, _ file: FileContent) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/octet-stream", .contentDisposition: file.disposition],
            body: ResponseBody(contentLength: file.summary.bytes) { writer in
                for try await piece in file.pieces { try await writer.write(ByteBuffer(bytes: piece)) }
                try await writer.finish(nil)
            }
        )
    }

    private static func content(_ status: HTTPResponse.Status, _ type: String, _ bytes: [UInt8]) -> Response {
        Response(
            status: status,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
