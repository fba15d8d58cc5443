// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What a person wants to be done with an element that they point at.
public enum PickPurpose: String, Sendable, Hashable, Codable, CaseIterable {
    /// Stop unless it shows what it shows now.
    case expect
    /// Keep what it shows.
    case extract
    /// Wait until it is there.
    case waitFor = "wait_for"
}

/// An element that a person pointed at, and what for.
public struct PickedElement: Sendable, Hashable {
    /// What an element showed.
    public enum Shown: Sendable, Hashable {
        /// That it is there, and nothing that could be compared.
        case presence
        /// Its words.
        case text(String)
        /// What the field held.
        case value(String)
        /// Whether the box was checked.
        case checked(Bool)
    }

    /// The element.
    public var target: RecordedTarget
    /// What for.
    public var purpose: PickPurpose
    /// The name of the output, or of the step; nil for one of its own.
    public var name: String?
    /// What it showed then.
    public var shown: Shown

    /// Describes one.
    public init(target: RecordedTarget, purpose: PickPurpose, name: String?, shown: Shown) {
        self.target = target
        self.purpose = purpose
        self.name = name
        self.shown = shown
    }
}

extension PickedElement {
    init?(_ value: JSONValue) {
        guard let target = RecordedTarget(value["target"]),
            let purpose = value["for"]?.string.flatMap(PickPurpose.init(rawValue:))
        else { return nil }
        self.init(target: target, purpose: purpose, name: value["name"]?.string, shown: Shown(value["shown"]))
    }

    /// Its own fields of a line.
    var members: [String: JSONValue] {
        [
            "target": target.json, "for": .string(purpose.rawValue), "name": name.map { .string($0) } ?? .null,
            "shown": shown.json,
        ]
    }
}

extension PickedElement.Shown {
    /// Reads what a line, or the page script, says; what it does not say is that the element is there.
    init(_ value: JSONValue?) {
        if let text = value?["text"]?.string {
            self = .text(text)
        } else if let held = value?["value"]?.string {
            self = .value(held)
        } else if let isChecked = value?["checked"]?.bool {
            self = .checked(isChecked)
        } else {
            self = .presence
        }
    }

    var json: JSONValue {
        switch self {
        case .presence: [:]
        case .text(let text): ["text": .string(text)]
        case .value(let held): ["value": .string(held)]
        case .checked(let isChecked): ["checked": .bool(isChecked)]
        }
    }
}
