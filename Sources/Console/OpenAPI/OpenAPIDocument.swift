// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

/// The API's description as [OpenAPI 3.1](https://spec.openapis.org/oas/v3.1.0), written from the route table.
enum OpenAPIDocument {
    /// The document.
    static func make(of routes: [Route], version: String) -> JSONValue {
        var paths: [String: [String: JSONValue]] = [:]
        for route in routes { paths[route.path, default: [:]][route.method.rawValue.lowercased()] = operation(route) }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Understudy", "version": .string(version),
                "description": "Teach, review and replay browser tasks.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "paths": .object(paths.mapValues { .object($0) }),
            "components": [
                "schemas": .object(Shapes.named.mapValues(\.schema)),
                "securitySchemes": [
                    "operator": bearer("A person: approves, grants, keeps secrets. File tokens/operator of the home."),
                    "agent": bearer("A program: runs approved skills and reads. File tokens/agent of the home."),
                ],
            ],
        ]
    }

    private static func bearer(_ description: String) -> JSONValue {
        ["type": "http", "scheme": "bearer", "description": .string(description)]
    }

    private static func operation(_ route: Route) -> JSONValue {
        var operation: [String: JSONValue] = [
            "operationId": .string(route.operationID),
            "summary": .string(route.summary),
            "security": .array(route.access.principals.map { .object([$0.rawValue: []]) }),
            "responses": responses(route),
        ]
        let parameters = route.pathParameters.map(path) + route.query.map(query)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let body = body(route.body) { operation["requestBody"] = body }
        return .object(operation)
    }

    private static func path(_ name: String) -> JSONValue {
        ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
    }

    private static func query(_ parameter: QueryParameter) -> JSONValue {
        [
            "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
            "schema": parameter.shape.schema, "description": .string(parameter.summary),
        ]
    }

    private static func body(_ body: RouteBody) -> JSONValue? {
        switch body {
        case .none: nil
        case .json(let shape, let isRequired):
            ["required": .bool(isRequired), "content": ["application/json": ["schema": shape.schema]]]
        case .file:
            [
                "required": true,
                "content": ["application/octet-stream": ["schema": ["type": "string", "format": "binary"]]],
            ]
        case .yaml: ["required": true, "content": ["application/yaml": ["schema": ["type": "string"]]]]
        }
    }

    private static func responses(_ route: Route) -> JSONValue {
        var success: [String: JSONValue] = ["description": .string(route.success.summary)]
        switch route.success.content {
        case .nothing: break
        case .json(let shape): success["content"] = ["application/json": ["schema": shape.schema]]
        case .asset: success["content"] = ["*/*": ["schema": ["type": "string"]]]
        case .picture:
            success["content"] = ["image/jpeg": ["schema": ["type": "string", "contentMediaType": "image/jpeg"]]]
        case .stream(let type):
            success["content"] = [type: ["schema": ["type": "string", "contentMediaType": .string(type)]]]
        case .file:
            success["content"] = [
                "application/octet-stream": [
                    "schema": ["type": "string", "contentMediaType": "application/octet-stream"]
                ]
            ]
        case .events: success["content"] = ["text/event-stream": ["schema": ["type": "string"]]]
        }
        return [
            String(route.success.status.code): .object(success),
            "default": [
                "description": "It was refused or failed.",
                "content": ["application/json": ["schema": Shape.named("Error").schema]],
            ],
        ]
    }
}
