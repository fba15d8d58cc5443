// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Egress
internal import Vocabulary
internal import WebAddresses

/// An appliance that another process runs, asked over its API with the operator's token of the home.
struct RemoteAppliance: Sendable {
    let origin: WebOrigin
    private let client: EgressClient
    private let token: String

    /// - Parameters:
    ///   - address: what the appliance says of itself.
    ///   - home: its data folder, which holds the token.
    /// - Throws: ``CommandError`` when the token cannot be read: then this person is not its operator.
    init(address: String, home: String) throws {
        origin = try WebOrigin(address)
        client = try EgressClient(allowing: [origin])
        guard let bytes = try PrivateFile.read(home + "/tokens/operator", limit: 4096) else {
            throw CommandError.cannotRead(home + "/tokens/operator", why: "it is not there")
        }
        token = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    }

    /// Whether an appliance answers at an address.
    static func answers(at address: String) async -> Bool {
        guard let origin = try? WebOrigin(address), let client = try? EgressClient(allowing: [origin]),
            let health = try? WebAddress(resolving: "/health", on: origin)
        else { return false }
        let patience = Duration.seconds(2)
        let limits = TransferLimits(connecting: patience, answering: patience, silence: patience, whole: patience)
        let reply = try? await client.send(OutboundRequest(.get, health, limits: limits))
        return reply?.head.status == 200
    }

    func get<Value: Decodable>(_ path: String, waiting: Duration = .zero) async throws -> Value {
        try read(try await send(.get, path, nil, waiting: waiting))
    }

    func bytes(_ path: String, limit: Int = 16 << 20) async throws -> [UInt8] {
        try await send(.get, path, nil, limit: limit).body
    }

    func post<Value: Decodable>(_ path: String, _ body: (any Encodable)? = nil) async throws -> Value {
        try read(try await send(.post, path, try body.map { ("application/json", try ConsoleJSON.encode($0)) }))
    }

    func post(_ path: String, _ body: any Encodable) async throws {
        _ = try await send(.post, path, ("application/json", try ConsoleJSON.encode(body)))
    }

    func post<Value: Decodable>(_ path: String, yaml: [UInt8]) async throws -> Value {
        try read(try await send(.post, path, ("application/yaml", yaml)))
    }

    func delete(_ path: String) async throws { _ = try await send(.delete, path, nil) }

    func delete<Value: Decodable>(_ path: String) async throws -> Value { try read(try await send(.delete, path, nil)) }

    /// The lines of a stream, as they come.
    func lines(_ path: String) async throws -> AsyncThrowingStream<String, any Error> {
        var request = try self.request(.get, path, nil)
        request.limits = TransferLimits(whole: nil)
        do {
            return try await client.lines(of: request).lines
        } catch let error as UnexpectedStatus {
            throw failure(error.reply)
        }
    }

    private func send(
        _ method: OutboundRequest.Method,
        _ path: String,
        _ body: (type: String, bytes: [UInt8])?,
        waiting: Duration = .zero,
        limit: Int = 16 << 20
    ) async throws -> OutboundReply {
        var request = try request(method, path, body)
        // A recording is stopped and compiled, a browser started: some answers take their time.
        request.limits = TransferLimits(
            answering: .seconds(90) + waiting,
            silence: .seconds(90) + waiting,
            whole: .seconds(120) + waiting,
            bytes: limit
        )
        let reply = try await client.send(request)
        guard (200..<300).contains(reply.head.status) else { throw failure(reply) }
        return reply
    }

    private func request(
        _ method: OutboundRequest.Method,
        _ path: String,
        _ body: (type: String, bytes: [UInt8])?
    ) throws -> OutboundRequest {
        var headers = [OutboundRequest.Header("Authorization", "Bearer \(token)")]
        if let body { headers.append(OutboundRequest.Header("Content-Type", body.type)) }
        return OutboundRequest(
            method,
            try WebAddress(resolving: path, on: origin),
            headers: headers,
            body: body?.bytes
        )
    }

    private func read<Value: Decodable>(_ reply: OutboundReply) throws -> Value {
        do {
            return try ConsoleJSON.decode(Value.self, from: reply.body)
        } catch {
            throw CommandError(
                code: "answer_unreadable",
                message: "The appliance at \(origin) answered in a form that this version does not know.",
                kind: .failed
            )
        }
    }

    /// The appliance's own error, as it would be shown had it happened here.
    private func failure(_ reply: OutboundReply) -> CommandError {
        guard let body = try? ConsoleJSON.decode(ErrorBody.self, from: reply.body) else {
            return CommandError(
                code: "http_\(reply.head.status)",
                message: "The appliance answered with status \(reply.head.status).",
                kind: .failed
            )
        }
        return CommandError(
            code: body.error.code,
            message: body.error.message,
            kind: RemoteAppliance.kind(reply.head.status),
            diagnostics: body.error.diagnostics ?? []
        )
    }

    private static func kind(_ status: Int) -> ErrorKind {
        switch status {
        case 400, 405, 413, 415: .usage
        case 401, 403: .refused
        case 404: .notFound
        case 409: .conflict
        case 422: .invalid
        case 503: .unavailable
        case 408, 504: .timedOut
        default: .failed
        }
    }
}
