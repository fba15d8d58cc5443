// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Foundation
import HTTPTypes
import Testing
import Vocabulary

@testable import Console

@Suite("OpenAPI")
struct OpenAPITests {
    @Test("the document names every route of the server with its rights, and no other")
    func routes() async throws {
        try await withConsole { console in
            let document = try JSONText.parse(try await console.request("GET", "/openapi.json").body)
            #expect(document["openapi"] == "3.1.0")
            var described: Set<String> = []
            for (path, operations) in try #require(document["paths"]?.object) {
                for (method, operation) in try #require(operations.object) {
                    let names = operation["security"]?.array?.compactMap { $0.object?.keys.first } ?? []
                    let access = names.isEmpty ? "everybody" : names.joined(separator: ", ")
                    described.insert("\(method.uppercased()) \(path) \(access)")
                }
            }
            let reviewed = try goldenRights().map { "\($0.title) \($0.access)" }
            #expect(described == Set(reviewed))
        }
    }

    @Test("every route of the document is one of the running server")
    func served() async throws {
        try await withConsole { console in
            for (title, _) in try goldenRights() {
                let path = try #require(SampleCall.all[title]).path
                let reply = try await console.request(
                    String(title.prefix { $0 != " " }),
                    path,
                    headers: ["Host: 127.0.0.1:\(console.port)"]
                )
                #expect(reply.status != 404 && reply.status != 405, "\(title)")
            }
        }
    }

    @Test("every reference leads somewhere, and every name in a path is described")
    func references() throws {
        let document = OpenAPIDocument.make(of: RouteTable.all, version: "1")
        let text = CanonicalJSON.text(document)
        let schemas = try #require(document["components"]?["schemas"]?.object)
        for part in text.components(separatedBy: "\"$ref\":\"#/components/schemas/").dropFirst() {
            #expect(schemas[String(part.prefix { $0 != "\"" })] != nil)
        }
        for route in RouteTable.all {
            let operation = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
            let described = operation?["parameters"]?.array?.filter { $0["in"] == "path" }
                .compactMap { $0["name"]?.string }
            #expect((described ?? []) == route.pathParameters)
        }
    }

    @Test("no two routes share an operation's name")
    func operationNames() {
        #expect(Set(RouteTable.all.map(\.operationID)).count == RouteTable.all.count)
    }

    @Test("a value is checked by the schema that is published")
    func shapes() {
        let shape = Shape.object([
            .required("name", .text, ""), .optional("counts", .map(.integer), ""), .optional("list", .list(.flag), ""),
        ])
        #expect(shape.problem(in: ["name": "a", "counts": ["x": 1], "list": [true]]) == nil)
        #expect(shape.problem(in: ["name": 1]) == "'name' must be a text")
        #expect(shape.problem(in: ["name": "a", "counts": ["x": "1"]]) == "'counts.x' must be a whole number")
        #expect(shape.problem(in: ["name": "a", "list": [true, 0]]) == "'list[1]' must be true or false")
        #expect(shape.problem(in: ["name": nil]) == "'name' must be a text")
    }
}
