// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What a JSON value must look like: the one description from which requests are checked and OpenAPI is written.
indirect enum Shape: Sendable, Hashable {
    /// Any text.
    case text
    /// One of these texts.
    case choice([String])
    /// A number without fraction.
    case integer
    /// A number, whole or not.
    case number
    /// `true` or `false`.
    case flag
    /// Any object.
    case anyObject
    /// One kind, or null where there is none.
    case nullable(Shape)
    /// A list of one kind.
    case list(Shape)
    /// Named values of one kind, with free names.
    case map(Shape)
    /// These members and no others.
    case object([Member])
    /// One of ``Shapes/named``.
    case named(String)

    /// One member of an object.
    struct Member: Sendable, Hashable {
        let name: String
        let shape: Shape
        let isRequired: Bool
        let summary: String

        /// A member that must be there.
        static func required(_ name: String, _ shape: Shape, _ summary: String) -> Member {
            Member(name: name, shape: shape, isRequired: true, summary: summary)
        }

        /// A member that may be left out.
        static func optional(_ name: String, _ shape: Shape, _ summary: String) -> Member {
            Member(name: name, shape: shape, isRequired: false, summary: summary)
        }
    }
}

extension Shape {
    /// The shape as [JSON Schema 2020-12](https://json-schema.org/draft/2020-12), as OpenAPI 3.1 wants it.
    var schema: JSONValue {
        switch self {
        case .text: ["type": "string"]
        case .choice(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        case .integer: ["type": "integer"]
        case .number: ["type": "number"]
        case .flag: ["type": "boolean"]
        case .anyObject: ["type": "object"]
        case .nullable(let shape): ["anyOf": [shape.schema, ["type": "null"]]]
        case .list(let element): ["type": "array", "items": element.schema]
        case .map(let element): ["type": "object", "additionalProperties": element.schema]
        case .object(let members): Shape.schema(of: members)
        case .named(let name): ["$ref": .string("#/components/schemas/\(name)")]
        }
    }

    private static func schema(of members: [Member]) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for member in members {
            guard case .object(var schema) = member.shape.schema else { continue }
            schema["description"] = .string(member.summary)
            properties[member.name] = .object(schema)
        }
        return [
            "type": "object",
            "properties": .object(properties),
            "required": .array(members.filter(\.isRequired).map { .string($0.name) }),
            "additionalProperties": false,
        ]
    }
}
