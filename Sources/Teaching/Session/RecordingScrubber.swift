// SPDX-License-Identifier: Apache-2.0
internal import Oversight
internal import Vocabulary

/// Takes secrets out of what is about to be written down.
///
/// The values that were typed into secret fields are known here, in memory, for as long as the recording goes on: pages
/// put them into addresses, names of buttons and other fields.
struct RecordingScrubber {
    /// What is shorter stands in too many texts by chance.
    private static let least = 4
    /// Members that are words of the format and never text of a page.
    private static let formal: Set<String> = [
        "kind", "secret", "secret_field", "key", "in", "tag", "role", "type",
        // Those of a line that was written already.
        "tab", "document", "frame", "keys", "click", "to", "method", "dialog", "cause", "edit", "for",
    ]

    private var addresses = AddressScrubber()
    private var mask = SecretMask(matching: .beginnings)
    /// What may not stand among the words beside an element: secrets, and what a replay before was given.
    private var words = PrivateWords()

    /// Learns from a report what is secret, and gives it back without it.
    mutating func scrubbed(_ report: JSONValue) -> JSONValue {
        guard var members = report.object else { return report }
        if let field = members["secret_field"]?.string { addresses.note(secretField: field) }
        let secret = members.removeValue(forKey: "secret_value")?.string
        // The field was described before anything was typed into it: only others can hold the value now.
        defer {
            if let secret, secret.utf8.count >= RecordingScrubber.least {
                mask.add(secret, named: members["secret"]?.string ?? "secret")
                words.add(secret)
            }
        }
        if !words.isEmpty { members = members.mapValues(withoutPrivateWords) }
        guard !mask.isEmpty, secret == nil else { return .object(members) }
        // A field that holds a secret and nothing else is secret, whatever it is called.
        if let value = members["value"]?.string, let name = mask.name(equalTo: value) {
            members["value"] = nil
            members["secret"] = .string(name)
        }
        return scrubbedTexts(.object(members))
    }

    /// Learns a secret that is written down already.
    mutating func learn(_ value: String, named name: String, field: String) {
        addresses.note(secretField: field)
        if value.utf8.count >= RecordingScrubber.least { mask.add(value, named: name) }
        words.add(value)
    }

    /// Learns what a replay before was given: it may show on the page, and is the run's alone.
    mutating func learn(given value: String) { words.add(value) }

    /// A line that is written down already, without the secrets in it; an address that was asked for stays as it is, and
    /// so does a skill, whose text is approved.
    func scrubbed(line: JSONValue) -> JSONValue {
        guard let members = line.object, !["opened", "continued"].contains(members["kind"]?.string) else { return line }
        let address = members["url"]?.string.map { JSONValue.string(scrubbed(address: $0)) }
        let cleared = words.isEmpty ? members : members.mapValues(withoutPrivateWords)
        return scrubbedTexts(.object(cleared.merging(address.map { ["url": $0] } ?? [:]) { _, new in new }))
    }

    /// Learns a password that was given to a server.
    mutating func note(_ password: Secret) {
        let text = password.revealForTyping()
        if text.utf8.count >= RecordingScrubber.least { mask.add(text, named: "password") }
        words.add(text)
    }

    /// An address without the secrets in it.
    func scrubbed(address: String) -> String {
        addresses.scrubbed(mask.masked(address) { _ in AddressScrubber.mark })
    }

    /// A text without the secrets in it.
    func scrubbed(text: String) -> String { mask.masked(text) }

    /// Words of a page without the secrets in them; empty when they may hold what a replay before was given.
    func scrubbed(words text: String) -> String { mask.masked(words.cleared(text)) }

    /// Whether a text may not be written down.
    func isSecret(_ text: String) -> Bool { mask.isFound(in: text) }

    /// Members of a fingerprint that are words cut out of the page.
    private static let cut: Set<String> = ["before", "after", "title", "message"]

    private func withoutPrivateWords(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let values): .array(values.map(withoutPrivateWords))
        case .object(let members):
            .object(
                Dictionary(
                    uniqueKeysWithValues: members.compactMap { name, value in
                        guard RecordingScrubber.cut.contains(name), let text = value.string else {
                            return (name, withoutPrivateWords(value))
                        }
                        let cleared = words.cleared(text)
                        return cleared.isEmpty ? nil : (name, .string(cleared))
                    }
                )
            )
        case .null, .bool, .int, .double, .string: value
        }
    }

    private func scrubbedTexts(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(mask.masked(text))
        case .array(let values): .array(values.map(scrubbedTexts))
        case .object(let members):
            .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { name, value in
                        (name, RecordingScrubber.formal.contains(name) ? value : scrubbedTexts(value))
                    }
                )
            )
        case .null, .bool, .int, .double: value
        }
    }
}
