// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// What the resolver script is asked, as data.
struct TargetRequest {
    let action: String
    let target: Target
    var options: [String]?
    /// How many files are given; what they are called is no affair of the page's before it has them.
    var files: Int?
    var place: BoxPlace?
    var guarded: String?
    var guardNumber = 0
    /// Whether a secret will be typed: the page's scripts then never look at the field's value, nor does a picture.
    var isSecret = false

    /// The argument for one call of the script.
    ///
    /// - Parameter deadline: when the page must have answered; the page gets a little less, so that its own account of
    ///   what was missing arrives before ours of a page that said nothing.
    func argument(deadline: Deadline) -> JSONValue {
        var members: [String: JSONValue] = [
            "action": .string(action),
            "target": TargetRequest.json(of: target),
            "for": .int(TargetRequest.milliseconds(before: deadline)),
            "guard": .int(Int64(guardNumber)),
        ]
        if let options { members["options"] = .array(options.map { .string($0) }) }
        if let files { members["files"] = .int(Int64(files)) }
        if let place { members["place"] = ["x": .double(place.x), "y": .double(place.y)] }
        if isSecret { members["secret"] = true }
        if let guarded { members["guarded"] = .string(guarded) }
        return .object(members)
    }

    static func milliseconds(before deadline: Deadline) -> Int64 {
        let left = Int64(deadline.remaining / .milliseconds(1))
        return max(0, left - max(250, min(1000, left / 10)))
    }

    static func json(of target: Target) -> JSONValue {
        .object([
            "locators": .array(target.locators.map(json)),
            "fingerprint": json(of: target.fingerprint),
        ])
    }

    private static func json(of locator: Locator) -> JSONValue {
        switch locator {
        case .xpath(let path, let matched): ["kind": "xpath", "value": .string(path), "matched": .int(Int64(matched))]
        case .css(let chain, let matched):
            ["kind": "css", "value": .array(chain.map { .string($0) }), "matched": .int(Int64(matched))]
        case .role(let role, let name, let matched):
            ["kind": "role", "role": .string(role), "name": .string(name), "matched": .int(Int64(matched))]
        }
    }

    private static func json(of fingerprint: Fingerprint) -> JSONValue {
        .object([
            "tag": .string(fingerprint.tag),
            "role": .string(fingerprint.role),
            "name": .string(fingerprint.name),
            "text": .string(fingerprint.text),
            "label": .string(fingerprint.label),
            "context": .string(fingerprint.context),
            "place": .string(fingerprint.place),
            "heading": .string(fingerprint.heading),
            "form": .string(fingerprint.form),
            "attributes": .object(fingerprint.attributes.mapValues { .string($0) }),
            "counts": .object(fingerprint.counts.mapValues { .int(Int64($0)) }),
        ])
    }
}
