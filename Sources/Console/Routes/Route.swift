// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

/// One route: what it is called with, who may call it, what it answers, and what it does.
///
/// The server, its guard and its OpenAPI document are all made from these.
struct Route: Sendable {
    /// The method.
    let method: HTTPRequest.Method
    /// The path with its parameters in braces: `/v1/runs/{id}`.
    let path: String
    /// Who may call it.
    let access: RouteAccess
    /// What it does, in one sentence.
    let summary: String
    /// Parameters behind the question mark; others are refused.
    let query: [QueryParameter]
    /// What it takes.
    let body: RouteBody
    /// What it answers when all went well.
    let success: RouteSuccess
    /// Does it.
    let handle: @Sendable (RouteRequest) async throws -> RouteAnswer

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ access: RouteAccess,
        _ summary: String,
        query: [QueryParameter] = [],
        body: RouteBody = .none,
        success: RouteSuccess,
        handle: @escaping @Sendable (RouteRequest) async throws -> RouteAnswer
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.summary = summary
        self.query = query
        self.body = body
        self.success = success
        self.handle = handle
    }

    /// Whether a ticket opens it in the place of a token.
    var takesTicket: Bool { query.contains { $0.name == "ticket" } }

    /// Method and path: `GET /v1/runs/{id}`.
    var title: String { "\(method.rawValue) \(path)" }

    /// The names in braces, in order.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// Its name in OpenAPI: `get_v1_runs_id`.
    var operationID: String {
        let words = path.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return ([method.rawValue.lowercased()] + words).joined(separator: "_")
    }
}

/// Who may call a route.
enum RouteAccess: String, Sendable, Hashable, CaseIterable {
    /// Everybody; it gives no data.
    case everybody
    /// Both tokens.
    case anyToken = "operator, agent"
    /// A person only.
    case operatorOnly = "operator"

    /// Whose tokens open it; empty when none is needed.
    var principals: [Principal] {
        switch self {
        case .everybody: []
        case .anyToken: [.operator, .agent]
        case .operatorOnly: [.operator]
        }
    }
}

/// One parameter behind the question mark.
struct QueryParameter: Sendable, Hashable {
    let name: String
    let shape: Shape
    let isRequired: Bool
    let summary: String

    init(_ name: String, _ shape: Shape, isRequired: Bool = false, _ summary: String) {
        self.name = name
        self.shape = shape
        self.isRequired = isRequired
        self.summary = summary
    }
}

/// What a route takes.
enum RouteBody: Sendable, Hashable {
    /// Nothing; what is sent is not read.
    case none
    /// `application/json` of a shape.
    case json(Shape, isRequired: Bool = true)
    /// `application/yaml`, as text.
    case yaml
    /// A file as it is, of at most so many bytes.
    case file(limit: Int)
}

/// What a route answers when all went well.
struct RouteSuccess: Sendable {
    /// The kinds of content.
    enum Content: Sendable, Hashable {
        case nothing
        case json(Shape)
        case asset
        case picture
        case file
        case events
        /// Pictures as they come, of a media type.
        case stream(String)
    }

    let status: HTTPResponse.Status
    let content: Content
    let summary: String

    /// 200 with a value of a named shape.
    static func ok(_ name: String) -> RouteSuccess {
        RouteSuccess(status: .ok, content: .json(.named(name)), summary: "Done.")
    }

    /// 201 with a value of a named shape.
    static func created(_ name: String) -> RouteSuccess {
        RouteSuccess(status: .created, content: .json(.named(name)), summary: "Made.")
    }

    /// 202 with a value of a named shape.
    static func accepted(_ name: String) -> RouteSuccess {
        RouteSuccess(status: .accepted, content: .json(.named(name)), summary: "Begun.")
    }

    /// 204 without content.
    static let done = RouteSuccess(status: .noContent, content: .nothing, summary: "Done.")
}
