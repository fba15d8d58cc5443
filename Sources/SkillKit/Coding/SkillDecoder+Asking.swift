// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What a person is asked.
extension SkillDecoder {
    mutating func ask(_ node: YAMLNode, _ reader: MappingReader) -> Action? {
        if reader.keyPosition("into") != nil, let stray = reader.keyPosition("secret") {
            findings.error("S041", stray, "'into' and 'secret' stand beside each other", "Keep one of them")
            return nil
        }
        guard let question = template(node) else { return nil }
        guard !question.parts.isEmpty else {
            findings.error("S077", node.position, "The question is empty", "Write what a person is asked")
            return nil
        }
        var ask = Ask(question)
        if let target = reader.optional("target") {
            guard let name = self.target(target) else { return nil }
            ask.target = name
        }
        if let into = reader.optional("into") {
            guard let name = name(into, "answer") else { return nil }
            ask.answer = .text(name)
        }
        if let secret = reader.optional("secret") {
            guard let name = name(secret, "asked") else { return nil }
            ask.answer = .secret(name)
        }
        return .ask(ask)
    }
}
