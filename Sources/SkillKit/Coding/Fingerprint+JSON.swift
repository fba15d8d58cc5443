// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Fingerprints and locators as the page scripts and the lines of a recording have them.
extension Fingerprint {
    /// Reads what a page script described; nil when it names no tag.
    public init?(_ value: JSONValue?) {
        guard let value, let tag = value["tag"]?.string else { return nil }
        self.init(
            tag: tag,
            attributes: (value["attributes"]?.object ?? [:]).compactMapValues(\.string),
            box: (value["box"]?.array ?? []).compactMap(\.int),
            counts: (value["counts"]?.object ?? [:]).compactMapValues(\.int)
        )
        for (name, member) in Fingerprint.texts { self[keyPath: member] = value[name]?.string ?? "" }
        first = value["first"]
            .flatMap { look in
                look["tag"]?.string
                    .map {
                        FirstLook(tag: $0, role: look["role"]?.string ?? "", name: look["name"]?.string ?? "")
                    }
            }
    }

    /// The same as data, without what is empty.
    public var json: JSONValue {
        var members: [String: JSONValue] = [
            "v": .int(Int64(Fingerprint.version)), "tag": .string(tag),
            "attributes": .object(attributes.mapValues { .string($0) }),
            "box": .array(box.map { .int(Int64($0)) }),
            "counts": .object(counts.mapValues { .int(Int64($0)) }),
        ]
        for (name, member) in Fingerprint.texts where !self[keyPath: member].isEmpty {
            members[name] = .string(self[keyPath: member])
        }
        if let first {
            members["first"] = [
                "tag": .string(first.tag), "role": .string(first.role), "name": .string(first.name),
            ]
        }
        return .object(members)
    }
}

extension Locator {
    /// Reads a locator; nil when it is of no known kind.
    public init?(_ value: JSONValue) {
        let matched = value["matched"]?.int ?? 0
        switch value["kind"]?.string {
        case "xpath":
            guard let path = value["value"]?.string else { return nil }
            self = .xpath(path, matched: matched)
        case "css":
            let chain = (value["value"]?.array ?? []).compactMap(\.string)
            guard !chain.isEmpty else { return nil }
            self = .css(chain, matched: matched)
        case "role":
            guard let role = value["role"]?.string, let name = value["name"]?.string else { return nil }
            self = .role(role, name: name, matched: matched)
        default: return nil
        }
    }

    /// The same as data.
    public var json: JSONValue {
        switch self {
        case .xpath(let path, let matched): ["kind": "xpath", "value": .string(path), "matched": .int(Int64(matched))]
        case .css(let chain, let matched):
            ["kind": "css", "value": .array(chain.map { .string($0) }), "matched": .int(Int64(matched))]
        case .role(let role, let name, let matched):
            ["kind": "role", "role": .string(role), "name": .string(name), "matched": .int(Int64(matched))]
        }
    }
}
