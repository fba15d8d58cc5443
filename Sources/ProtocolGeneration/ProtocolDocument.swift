// SPDX-License-Identifier: Apache-2.0

/// The browser's description of its own protocol, as `/json/protocol` gives it; only what generating needs.
struct ProtocolDocument: Decodable {
    let domains: [ProtocolDomain]
}

/// One domain: `Page`.
struct ProtocolDomain: Decodable {
    let domain: String
    let types: [ProtocolType]?
    let commands: [ProtocolCommand]?
    let events: [ProtocolEvent]?
}

/// A type that a domain names.
struct ProtocolType: Decodable {
    let id: String
    let type: String
    let items: ProtocolItems?
    let properties: [ProtocolMember]?
}

/// What the items of a list are.
struct ProtocolItems: Decodable {
    enum CodingKeys: String, CodingKey {
        case type
        case reference = "$ref"
    }
    let type: String?
    let reference: String?
}

/// A parameter, a returned value or a property.
struct ProtocolMember: Decodable {
    enum CodingKeys: String, CodingKey {
        case name, type, items, optional, deprecated
        case reference = "$ref"
        case choices = "enum"
    }
    let name: String
    let type: String?
    let reference: String?
    let items: ProtocolItems?
    let optional: Bool?
    let deprecated: Bool?
    let choices: [String]?

    var isOptional: Bool { optional ?? false }
}

/// A call that the browser answers.
struct ProtocolCommand: Decodable {
    let name: String
    let parameters: [ProtocolMember]?
    let returns: [ProtocolMember]?
}

/// Something that the browser tells unasked.
struct ProtocolEvent: Decodable {
    let name: String
    let parameters: [ProtocolMember]?
}
