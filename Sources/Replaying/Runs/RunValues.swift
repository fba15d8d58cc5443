// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// The values that a run's references stand for.
///
/// A secret's value is never among them.
struct RunValues: Sendable {
    private let inputs: [String: String]
    /// Those that are not the skill's own, which stand in its file.
    let given: [String]
    private(set) var outputs: [String: String] = [:]
    /// What a person has answered; of no report and no log.
    private var answers: [String: String] = [:]

    /// Takes what was given, and defaults for the rest.
    ///
    /// - Throws: ``ReplayError`` with `input_missing`, `input_unknown` or `input_invalid`, before anything happens.
    init(given: [String: String], for skill: Skill) throws(ReplayError) {
        let declared = Set(skill.inputs.map(\.name))
        if let stranger = given.keys.sorted().first(where: { !declared.contains($0) }) {
            throw ReplayError(
                code: .inputUnknown,
                message: "The skill '\(skill.name)' has no input '\(stranger)': it takes "
                    + (declared.isEmpty ? "none" : declared.sorted().joined(separator: ", ")) + "."
            )
        }
        var values: [String: String] = [:]
        for input in skill.inputs {
            guard let value = given[input.name] ?? input.defaultValue else {
                throw ReplayError(
                    code: .inputMissing,
                    message: "The skill '\(skill.name)' needs the input '\(input.name)': give --input \(input.name)=…."
                )
            }
            try RunValues.check(value, of: input)
            values[input.name] = value
        }
        inputs = values
        self.given = skill.inputs.compactMap { values[$0.name] == $0.defaultValue ? nil : values[$0.name] }
    }

    /// What the run was given and has read: shown by pages, and no part of what a heal writes down.
    var privateWords: PrivateWords {
        var words = PrivateWords()
        for value in given + Array(outputs.values) + Array(answers.values) { words.add(value) }
        return words
    }

    mutating func setAnswer(_ name: String, to value: String) { answers[name] = value }

    mutating func setOutput(_ name: String, to value: String) { outputs[name] = value }

    /// The text that a template stands for.
    ///
    /// - Throws: ``ReplayError`` with `output_missing` when an output is used before a step gave it, or `answer_missing`
    ///   when a person has passed the step by that asks for it.
    func text(of template: TextTemplate) throws(ReplayError) -> String {
        var result = ""
        for part in template.parts { result += try text(of: part) }
        return result
    }

    /// What stands between the `*` of a template; those of a value stand for themselves.
    func pieces(of template: TextTemplate) throws(ReplayError) -> [String] {
        var result = [""]
        for part in template.parts {
            guard case .literal(let text) = part else {
                result[result.count - 1] += try self.text(of: part)
                continue
            }
            let pieces = text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
            result[result.count - 1] += pieces[0]
            result += pieces.dropFirst()
        }
        return result
    }

    /// The one secret that a template stands for, when it is one.
    func secretName(in template: TextTemplate) -> String? {
        for case .reference(.secret(let name)) in template.parts { return name }
        return nil
    }

    /// The input that a template names; for messages.
    func inputName(in template: TextTemplate) -> String {
        for case .reference(.input(let name)) in template.parts { return name }
        return ""
    }

    /// The address that a step opens: values are put in percent-encoded, so that none of them can leave its place.
    func address(of site: SiteAddress, in skill: Skill) throws -> WebAddress {
        var path = ""
        for part in site.path.parts {
            switch part {
            case .literal(let text): path += text
            case .reference:
                let value = try text(of: part)
                path += path.contains("?") ? PercentEncoding.query(value) : PercentEncoding.pathSegment(value)
            }
        }
        guard let origin = skill.origin(ofSite: site.site) else {
            throw ReplayError(code: .outsideSites, message: "The skill names no site '\(site.site)'.")
        }
        return try WebAddress(resolving: path, on: origin)
    }

    private func text(of part: TextTemplate.Part) throws(ReplayError) -> String {
        switch part {
        case .literal(let text): return text
        case .reference(.input(let name)): return inputs[name] ?? ""
        case .reference(.secret): return ""
        case .reference(.output(let name)):
            guard let value = outputs[name] else {
                throw ReplayError(
                    code: .outputMissing,
                    message: "The output '\(name)' is used before a step has given it."
                )
            }
            return value
        case .reference(.answer(let name)):
            guard let value = answers[name] else {
                throw ReplayError(
                    code: .answerMissing,
                    message: "The answer '\(name)' was never given: the step that asks for it was passed by."
                )
            }
            return value
        }
    }

    private static func check(_ value: String, of input: InputDeclaration) throws(ReplayError) {
        guard input.type.accepts(value) else {
            throw ReplayError(
                code: .inputInvalid,
                message: input.type == .file
                    ? "The input '\(input.name)' must be the absolute path of a file, without '..'."
                    : "The input '\(input.name)' must be a \(input.type.rawValue)."
            )
        }
    }
}
