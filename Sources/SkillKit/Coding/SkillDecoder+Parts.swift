// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// The small parts of which steps are made.
extension SkillDecoder {
    mutating func nothing(_ node: YAMLNode) -> Void? {
        if flag(node) == true { return () }
        return nil
    }

    mutating func target(_ node: YAMLNode) -> TargetName? {
        if let name = node.text.flatMap(TargetName.init(_:)) { return name }
        findings.error("S043", node.position, "This is no target's name", "Use a-z, 0-9, '-' and '_'")
        return nil
    }

    mutating func tab(_ node: YAMLNode) -> TabName? {
        if let name = node.text.flatMap(TabName.init(_:)) { return name }
        findings.error("S056", node.position, "This is no tab's name", "Use a-z, 0-9, '-' and '_'")
        return nil
    }

    mutating func template(_ node: YAMLNode) -> TextTemplate? {
        guard let text = text(node) else { return nil }
        do throws(TemplateError) { return try TextTemplate(parsing: text) } catch { return complain(node, error) }
    }

    mutating func address(_ node: YAMLNode) -> SiteAddress? {
        guard let text = text(node) else { return nil }
        do throws(TemplateError) { return try SiteAddress(parsing: text) } catch { return complain(node, error) }
    }

    mutating func pattern(_ node: YAMLNode) -> SiteAddressPattern? {
        guard let text = text(node) else { return nil }
        do throws(TemplateError) { return try SiteAddressPattern(parsing: text) } catch { return complain(node, error) }
    }

    private mutating func complain<Value>(_ node: YAMLNode, _ error: TemplateError) -> Value? {
        findings.error("S044", node.position, "This cannot be read: \(error.message)", "Mend the text")
        return nil
    }

    mutating func duration(_ node: YAMLNode) -> Duration? {
        if let duration = node.text.flatMap(DurationText.parse) { return duration }
        findings.error("S045", node.position, "This is no duration", "Write it with its unit, like 500ms, 15s or 2m")
        return nil
    }
}
