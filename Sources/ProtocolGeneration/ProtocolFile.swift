// SPDX-License-Identifier: Apache-2.0

/// The browser's description of its own protocol, as `/json/protocol` gives it.
public struct ProtocolFile: Decodable, Sendable {
    /// Its version, two texts.
    public struct Version: Decodable, Sendable {
        /// The first number.
        public let major: String
        /// The second number.
        public let minor: String
    }

    /// A group of commands, events and types.
    public struct Domain: Decodable, Sendable {
        /// The group's name: `Page`.
        public let domain: String
        /// What it can be told.
        public let commands: [Command]
        /// What it tells.
        public let events: [Command]?
        /// What both are made of.
        public let types: [TypeEntry]?
    }

    /// A command, or an event, which has no results.
    public struct Command: Decodable, Sendable {
        /// Its name without the domain's.
        public let name: String
        /// What goes with it.
        public let parameters: [Property]?
        /// What comes back.
        public let returns: [Property]?
    }

    /// A type of its own.
    public struct TypeEntry: Decodable, Sendable {
        /// Its name without the domain's.
        public let id: String
        /// `object`, `string`, `integer`, `number`, `array`, ….
        public let type: String
        /// An object's fields..
        public let properties: [Property]?
        /// What an array holds.
        public let items: Items?
    }

    /// What an array holds.
    public struct Items: Decodable, Sendable {
        /// A plain type.
        public let type: String?
        /// A type by name.
        public let ref: String?

        enum CodingKeys: String, CodingKey {
            case type
            case ref = "$ref"
        }
    }

    /// One named value.
    public struct Property: Decodable, Sendable {
        /// Its name.
        public let name: String
        /// A plain type.
        public let type: String?
        /// A type by name.
        public let ref: String?
        /// Whether it may be missing.
        public let optional: Bool?
        /// What an array holds.
        public let items: Items?

        enum CodingKeys: String, CodingKey {
            case name, type, optional, items
            case ref = "$ref"
        }
    }

    /// The protocol's version.
    public let version: Version
    /// All groups.
    public let domains: [Domain]

    func domain(_ name: String) -> Domain? { domains.first { $0.domain == name } }

    func type(_ reference: String, from domain: String) -> (domain: String, entry: TypeEntry)? {
        let parts = reference.split(separator: ".")
        let home = parts.count == 2 ? String(parts[0]) : domain
        let name = String(parts[parts.count - 1])
        return self.domain(home)?.types?.first { $0.id == name }.map { (home, $0) }
    }
}
