// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Hummingbird
internal import NIOCore
internal import Vocabulary

/// A request's context that also knows its connection, to be able to cut it.
struct FixtureContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// Gives the answers of a fixture server.
struct FixtureResponder: HTTPResponder {
    let replies: Watched<[String: FixtureReply]>
    let journal: Journal<FixtureRequest>

    func respond(to request: Request, context: FixtureContext) async throws -> Response {
        let seen = try await FixtureRequest(request)
        journal.append(seen)
        let missing = FixtureReply.text("<h1>Not found</h1>", status: 404)
        return try await response(for: replies.current[seen.path] ?? missing, to: seen, on: context.channel)
    }

    private func response(
        for reply: FixtureReply,
        to request: FixtureRequest,
        on channel: any Channel
    ) async throws -> Response {
        switch reply {
        case .text(let text, let status, let headers):
            return plain(Array(text.utf8), status: status, headers: headers)
        case .file(let path):
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            return plain(bytes, status: 200, headers: ["Content-Type": FixtureResponder.type(of: path)])
        case .redirect(let address):
            return plain([], status: 302, headers: ["Location": address])
        case .held(let gate, let next):
            try await gate.pass(deadline: .after(.seconds(3600)))
            return try await response(for: next, to: request, on: channel)
        case .halves(let first, let gate, let second):
            return halves(first, gate, second)
        case .announced(let count):
            return announced(count)
        case .cutOff(let text):
            return cutOff(text, on: channel)
        case .endless(let text):
            return endless(text)
        case .silence:
            // Ends with the server, which cancels it.
            try await Gate().pass(deadline: .after(.seconds(3600)))
            return plain([], status: 500, headers: [:])
        case .hangUp:
            try await channel.close()
            return plain([], status: 500, headers: [:])
        case .computed(let compute):
            return try await response(for: compute(request), to: request, on: channel)
        }
    }

    private func plain(_ bytes: [UInt8], status: Int, headers: [String: String]) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: fields(headers),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    private func halves(_ first: String, _ gate: Gate, _ second: String) -> Response {
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: first))
            try await gate.pass(deadline: .after(.seconds(3600)))
            try await writer.write(ByteBuffer(string: second))
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: fields(["Content-Type": "text/html; charset=utf-8"]), body: body)
    }

    private func announced(_ count: Int) -> Response {
        let body = ResponseBody(contentLength: count) { writer in
            try await writer.write(ByteBuffer(string: "coffee,price"))
            // Ends with the connection or the server.
            try await Gate().pass(deadline: .after(.seconds(3600)))
        }
        return Response(status: .ok, headers: fields(["Content-Type": "application/octet-stream"]), body: body)
    }

    private func cutOff(_ text: String, on channel: any Channel) -> Response {
        let body = ResponseBody(contentLength: text.utf8.count + 1000) { writer in
            try await writer.write(ByteBuffer(string: text))
            try await channel.close()
        }
        return Response(status: .ok, headers: fields(["Content-Type": "application/json"]), body: body)
    }

    private func endless(_ text: String) -> Response {
        let body = ResponseBody { writer in
            while !Task.isCancelled { try await writer.write(ByteBuffer(string: text)) }
        }
        return Response(status: .ok, headers: fields(["Content-Type": "application/json"]), body: body)
    }

    private func fields(_ headers: [String: String]) -> HTTPFields {
        var fields: HTTPFields = [.cacheControl: "no-store"]
        for (name, value) in headers {
            if let name = HTTPFields.Element.Name(name) { fields[name] = value }
        }
        return fields
    }

    private static func type(of path: String) -> String {
        switch path.split(separator: ".").last {
        case "html", "htm": "text/html; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "json": "application/json"
        case "png": "image/png"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }
}

extension FixtureRequest {
    /// Reads a request whole; a body may have 16 MiB.
    fileprivate init(_ request: Request) async throws {
        method = request.method.rawValue
        path = request.uri.path
        query = request.uri.query
        headers = Dictionary(
            request.headers.map { ($0.name.canonicalName, $0.value) },
            uniquingKeysWith: { "\($0),\($1)" }
        )
        body = String(buffer: try await request.body.collect(upTo: 16 << 20))
    }
}
