// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

extension RecordedTarget {
    /// Reads what the page script described; nil when a part is missing.
    init?(_ value: JSONValue?) {
        guard let value, let looks = value["looks"]?.string, let print = value["fingerprint"],
            let tag = print["tag"]?.string
        else { return nil }
        let locators = (value["locators"]?.array ?? []).compactMap(RecordedTarget.locator)
        let text = { (name: String) in print[name]?.string ?? "" }
        self.init(
            looks: looks,
            locators: locators,
            fingerprint: Fingerprint(
                tag: tag,
                role: text("role"),
                name: text("name"),
                text: text("text"),
                label: text("label"),
                attributes: (print["attributes"]?.object ?? [:]).compactMapValues(\.string),
                context: text("context"),
                place: text("place"),
                heading: text("heading"),
                form: text("form"),
                box: (print["box"]?.array ?? []).compactMap(\.int),
                counts: (print["counts"]?.object ?? [:]).compactMapValues(\.int)
            )
        )
    }

    var json: JSONValue {
        [
            "looks": .string(looks),
            "locators": .array(locators.map(RecordedTarget.json)),
            "fingerprint": .object(printMembers),
        ]
    }

    private var printMembers: [String: JSONValue] {
        var members: [String: JSONValue] = ["v": .int(Int64(Fingerprint.version)), "tag": .string(fingerprint.tag)]
        let texts = [
            ("role", fingerprint.role), ("name", fingerprint.name), ("text", fingerprint.text),
            ("label", fingerprint.label), ("context", fingerprint.context), ("place", fingerprint.place),
            ("heading", fingerprint.heading), ("form", fingerprint.form),
        ]
        for (name, text) in texts where !text.isEmpty { members[name] = .string(text) }
        members["attributes"] = .object(fingerprint.attributes.mapValues { .string($0) })
        members["box"] = .array(fingerprint.box.map { .int(Int64($0)) })
        members["counts"] = .object(fingerprint.counts.mapValues { .int(Int64($0)) })
        return members
    }

    private static func locator(_ value: JSONValue) -> Locator? {
        let matched = value["matched"]?.int ?? 0
        switch value["kind"]?.string {
        case "xpath": return value["value"]?.string.map { .xpath($0, matched: matched) }
        case "css":
            let chain = (value["value"]?.array ?? []).compactMap(\.string)
            return chain.isEmpty ? nil : .css(chain, matched: matched)
        case "role":
            guard let role = value["role"]?.string, let name = value["name"]?.string else { return nil }
            return .role(role, name: name, matched: matched)
        default: return nil
        }
    }

    private static func json(_ locator: Locator) -> JSONValue {
        switch locator {
        case .xpath(let path, let matched): ["kind": "xpath", "value": .string(path), "matched": .int(Int64(matched))]
        case .css(let chain, let matched):
            ["kind": "css", "value": .array(chain.map { .string($0) }), "matched": .int(Int64(matched))]
        case .role(let role, let name, let matched):
            ["kind": "role", "role": .string(role), "name": .string(name), "matched": .int(Int64(matched))]
        }
    }
}
