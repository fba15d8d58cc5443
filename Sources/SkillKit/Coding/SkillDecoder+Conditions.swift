// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What is waited for or insisted on.
extension SkillDecoder {
    mutating func condition(_ node: YAMLNode) -> Condition? {
        let known = ["target", "gone", "text", "value", "checked", "address", "title", "screen_text"]
        guard let reader = MappingReader(node, what: "The condition", known: known, findings: &findings),
            isOneCondition(reader, at: node)
        else { return nil }
        if let gone = reader.optional("gone") { return target(gone).map { .targetGone($0) } }
        if let address = reader.optional("address") { return pattern(address).map { .address($0) } }
        if let title = reader.optional("title") { return template(title).map { .title($0) } }
        if let text = reader.optional("screen_text") { return template(text).map { .screenText($0) } }
        guard let target = reader.required("target", &findings).flatMap({ self.target($0) }) else { return nil }
        if let text = reader.optional("text") { return template(text).map { .targetText(target, $0) } }
        if let value = reader.optional("value") { return template(value).map { .targetValue(target, $0) } }
        if let checked = reader.optional("checked") { return flag(checked).map { .targetChecked(target, $0) } }
        return .targetVisible(target)
    }

    /// Two conditions in one would leave one of them unread.
    private mutating func isOneCondition(_ reader: MappingReader, at node: YAMLNode) -> Bool {
        let keys = reader.keys
        let subjects = keys.filter { ["target", "gone", "address", "title", "screen_text"].contains($0) }
        let predicates = keys.filter { ["text", "value", "checked"].contains($0) }
        guard subjects.count <= 1, predicates.count <= 1, predicates.isEmpty || subjects != ["gone"],
            predicates.isEmpty || !(subjects.first.map { ["address", "title", "screen_text"].contains($0) } ?? false)
        else {
            let all = keys.map { "'\($0)'" }.joined(separator: ", ")
            findings.error("S047", node.position, "One condition cannot have \(all)", "Write one step for each")
            return false
        }
        return true
    }
}
