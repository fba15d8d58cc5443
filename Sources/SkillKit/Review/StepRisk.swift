// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// What is dangerous about a step.
public struct StepRisk: Sendable, Hashable, Codable {
    /// How dangerous it is.
    public enum Level: String, Sendable, Hashable, Codable, CaseIterable {
        /// It cannot be undone.
        case irreversible
        /// It gives a secret away, to the site that the secret is for.
        case secret
        /// It gives a file away, or takes one.
        case file
        /// Something that a page said goes on to a page.
        case page
    }

    /// How dangerous it is.
    public var level: Level
    /// The danger in words.
    public var sentence: String

    /// The gravest of a step; nil when there is none.
    static func of(_ step: Step, on site: Site?) -> StepRisk? {
        let place = site?.origin.text ?? "the page"
        if step.isIrreversible {
            return StepRisk(level: .irreversible, sentence: "Cannot be undone: a person is asked each time.")
        }
        let references = step.templates.flatMap(\.references)
        if references.contains(where: { if case .secret = $0 { true } else { false } }) {
            return StepRisk(level: .secret, sentence: "Gives a secret to \(place), and to no other site.")
        }
        if case .upload = step.action {
            return StepRisk(level: .file, sentence: "Gives a file of yours to \(place).")
        }
        if step.then.contains(where: { if case .download = $0 { true } else { false } }) {
            return StepRisk(level: .file, sentence: "Takes a file from \(place) and keeps it in the home.")
        }
        // What a person is asked goes to no page.
        if case .ask = step.action { return nil }
        if references.contains(where: { if case .output = $0 { true } else { false } }) {
            return StepRisk(level: .page, sentence: "Gives \(place) what a page has said before.")
        }
        return nil
    }
}

/// Where one part of a value comes from.
public struct ValueSource: Sendable, Hashable, Codable {
    /// `text` of the file, an `input` of the run, a `secret`, an `output` that a page gave, or a person's `answer`.
    public var from: String
    /// The text itself, or the name of the other.
    public var name: String
    /// What an input is when the run does not say; nil for the others.
    public var `default`: String?

    init(_ part: TextTemplate.Part, in skill: Skill) {
        switch part {
        case .literal(let text): (from, name) = ("text", text)
        case .reference(.input(let input)):
            (from, name) = ("input", input)
            `default` = skill.inputs.first { $0.name == input }?.defaultValue
        case .reference(.secret(let secret)): (from, name) = ("secret", secret)
        case .reference(.output(let output)): (from, name) = ("output", output)
        case .reference(.answer(let answer)): (from, name) = ("answer", answer)
        }
    }
}
