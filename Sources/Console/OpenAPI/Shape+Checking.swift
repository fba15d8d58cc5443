// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

extension Shape {
    /// Looks for what is wrong with a value.
    ///
    /// - Parameters:
    ///   - value: what is looked at.
    ///   - place: where the value stands: `inputs.coffee`; empty for the whole.
    /// - Returns: one clause that names the place but quotes no value; nil when nothing is wrong.
    func problem(in value: JSONValue, at place: String = "") -> String? {
        switch (self, value) {
        case (.text, .string), (.integer, .int), (.number, .int), (.number, .double), (.flag, .bool),
            (.anyObject, .object):
            nil
        case (.nullable, .null): nil
        case (.nullable(let shape), _): shape.problem(in: value, at: place)
        case (.choice(let words), .string(let text)):
            words.contains(text) ? nil : "\(Shape.quoted(place)) must be one of \(words.joined(separator: ", "))"
        case (.list(let element), .array(let items)):
            items.enumerated().lazy
                .compactMap { element.problem(in: $0.element, at: place + "[\($0.offset)]") }.first
        case (.map(let element), .object(let members)):
            members.sorted { $0.key < $1.key }.lazy
                .compactMap { element.problem(in: $0.value, at: Shape.join(place, $0.key)) }.first
        case (.object(let members), .object(let given)): Shape.problem(in: given, of: members, at: place)
        case (.named(let name), _): Shapes.shape(named: name).problem(in: value, at: place)
        case (.text, _), (.choice, _), (.integer, _), (.number, _), (.flag, _), (.anyObject, _), (.list, _), (.map, _),
            (.object, _):
            "\(Shape.quoted(place)) must be \(word)"
        }
    }

    private static func problem(in given: [String: JSONValue], of members: [Member], at place: String) -> String? {
        let known = Set(members.map(\.name))
        if let stranger = given.keys.sorted().first(where: { !known.contains($0) }) {
            return "\(quoted(join(place, String(stranger.prefix(40))))) is not known here"
        }
        for member in members {
            guard let value = given[member.name] else {
                if member.isRequired { return "\(quoted(join(place, member.name))) is missing" }
                continue
            }
            if let problem = member.shape.problem(in: value, at: join(place, member.name)) { return problem }
        }
        return nil
    }

    private var word: String {
        switch self {
        case .text, .choice: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .flag: "true or false"
        case .list: "a list"
        case .nullable(let shape): shape.word
        case .anyObject, .map, .object, .named: "an object"
        }
    }

    private static func join(_ place: String, _ name: String) -> String { place.isEmpty ? name : place + "." + name }

    private static func quoted(_ place: String) -> String { place.isEmpty ? "the body" : "'\(place)'" }
}
