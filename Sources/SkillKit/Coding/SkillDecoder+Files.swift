// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What steps say of files.
extension SkillDecoder {
    /// One file, or several of a field that takes more than one.
    mutating func upload(_ node: YAMLNode, _ reader: MappingReader) -> Action? {
        guard let with = reader.required("with", &findings), let target = target(node) else { return nil }
        guard case .sequence(let items) = with.content else { return template(with).map { .upload(target, [$0]) } }
        let files = items.compactMap { template($0) }
        return files.count == items.count ? .upload(target, files) : nil
    }

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
