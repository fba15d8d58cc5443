// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What steps say of files.
extension SkillDecoder {
    /// One name, or several.
    mutating func downloads(_ node: YAMLNode) -> [NamePattern] {
        if case .sequence(let items) = node.content { return items.compactMap { download($0) } }
        return download(node).map { [$0] } ?? []
    }

    private mutating func download(_ node: YAMLNode) -> NamePattern? {
        if let pattern = node.text.flatMap(NamePattern.init(_:)) { return pattern }
        findings.error(
            "S060",
            node.position,
            "This is no file's name",
            "Write one like '*.csv', of at most \(NamePattern.limit) characters and without '/'"
        )
        return nil
    }
}
