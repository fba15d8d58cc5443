// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

extension SkillDecoder {
    private static let actionKeys = [
        "open", "back", "forward", "reload", "close_tab", "click", "double_click", "right_click", "hover", "fill",
        "press", "choose",
        "scroll", "drag",
        "upload", "check", "uncheck", "expect", "wait_for", "extract", "ask",
    ]
    private static let stepKeys = [
        "id", "tab", "with", "append", "option", "options", "at", "button", "holding", "into", "secret", "target",
        "within",
        "irreversible", "then",
    ]

    mutating func steps(_ node: YAMLNode) -> [Step] {
        guard case .sequence(let items) = node.content else {
            findings.error(
                "S024",
                node.position,
                "'steps' must be a list, not \(node.kind)",
                "Begin each step with '- {'"
            )
            return []
        }
        return items.compactMap { step($0) }
    }

    private mutating func step(_ node: YAMLNode) -> Step? {
        let known = SkillDecoder.stepKeys + SkillDecoder.actionKeys
        guard let reader = MappingReader(node, what: "The step", known: known, findings: &findings) else { return nil }
        let id = reader.required("id", &findings).flatMap { name($0, "step") }
        let words = reader.keys.filter { SkillDecoder.actionKeys.contains($0) }
        guard words.count == 1, let value = reader.optional(words[0]) else {
            // A mistyped action has been told already.
            guard !words.isEmpty || !reader.hasStrangers else { return nil }
            findings.error(
                "S040",
                node.position,
                words.isEmpty
                    ? "The step does nothing" : "The step does several things: \(words.joined(separator: ", "))",
                "Give it exactly one of: \(SkillDecoder.actionKeys.joined(separator: ", "))"
            )
            return nil
        }
        refuseStray(reader, action: words[0])
        let action = action(words[0], value, reader)
        let within = reader.optional("within").flatMap { duration($0) }
        let irreversible = reader.optional("irreversible").flatMap { flag($0) } ?? false
        let then = reader.optional("then").map { consequences($0) } ?? []
        guard let id, let action else { return nil }
        return Step(
            id: StepID(rawValue: id),
            tab: reader.optional("tab").flatMap { tab($0) },
            action: action,
            within: within,
            isIrreversible: irreversible,
            then: then
        )
    }

    private mutating func refuseStray(_ reader: MappingReader, action: String) {
        if let position = reader.keyPosition("at"), PlacedClick.Kind(rawValue: action) == nil {
            findings.error("S041", position, "'at' belongs to a click, not to '\(action)'", "Remove it")
        }
        let isPlain = action == "click" && reader.keyPosition("at") == nil
        for key in ["button", "holding"] {
            guard !isPlain, let position = reader.keyPosition(key) else { continue }
            findings.error("S041", position, "'\(key)' belongs to a plain 'click'", "Remove it")
        }
        let owners = [
            ("append", "fill"), ("option", "choose"), ("options", "choose"), ("into", "ask"), ("secret", "ask"),
            ("target", "ask"),
        ]
        for (key, owner) in owners + (action == "upload" ? [] : [("with", "fill")]) where action != owner {
            guard let position = reader.keyPosition(key) else { continue }
            findings.error("S041", position, "'\(key)' belongs to '\(owner)', not to '\(action)'", "Remove it")
        }
    }

    private mutating func action(_ word: String, _ value: YAMLNode, _ reader: MappingReader) -> Action? {
        switch word {
        case "open": return address(value).map { .open($0) }
        case "back": return nothing(value).map { .back }
        case "forward": return nothing(value).map { .forward }
        case "reload": return nothing(value).map { .reload }
        case "close_tab": return nothing(value).map { .closeTab }
        case "click", "double_click", "right_click": return click(word, value, reader)
        case "fill" where reader.keyPosition("append") != nil: return append(value, reader)
        case "fill":
            guard let text = reader.required("with", &findings).flatMap({ template($0) }), let target = target(value)
            else { return nil }
            return .fill(target, text)
        case "choose":
            guard let options = options(reader), let target = target(value) else { return nil }
            return .choose(target, options)
        case "upload": return upload(value, reader)
        case "hover": return target(value).map { .hover($0) }
        case "scroll": return scroll(value)
        case "drag": return drag(value)
        case "check": return target(value).map { .check($0) }
        case "uncheck": return target(value).map { .uncheck($0) }
        case "press": return press(value)
        case "expect": return condition(value).map { .expect($0) }
        case "wait_for": return condition(value).map { .waitFor($0) }
        case "extract": return extract(value)
        case "ask": return ask(value, reader)
        default: return nil
        }
    }

    private mutating func append(_ node: YAMLNode, _ reader: MappingReader) -> Action? {
        if let stray = reader.keyPosition("with") {
            findings.error("S041", stray, "'with' and 'append' stand beside each other", "Keep one of them")
        }
        guard let text = reader.required("append", &findings).flatMap({ template($0) }), let target = target(node)
        else {
            return nil
        }
        return .append(target, text)
    }

    /// One `option`, or all of several `options` of a list that takes more than one.
    private mutating func options(_ reader: MappingReader) -> [TextTemplate]? {
        guard let several = reader.optional("options") else {
            return reader.required("option", &findings).flatMap { template($0) }.map { [$0] }
        }
        if let stray = reader.keyPosition("option") {
            findings.error("S041", stray, "'option' and 'options' stand beside each other", "Keep one of them")
            return nil
        }
        guard case .sequence(let items) = several.content else {
            findings.error("S024", several.position, "'options' must be a list, not \(several.kind)", "Write [A, B]")
            return nil
        }
        let texts = items.compactMap { template($0) }
        return texts.count == items.count ? texts : nil
    }

    private mutating func press(_ node: YAMLNode) -> Action? {
        if node.text != nil { return keys(node).map { .press(nil, $0) } }
        guard
            let reader = MappingReader(node, what: "'press'", known: ["target", "keys"], findings: &findings),
            let keys = reader.required("keys", &findings).flatMap({ self.keys($0) })
        else { return nil }
        return .press(reader.optional("target").flatMap { target($0) }, keys)
    }

    private mutating func keys(_ node: YAMLNode) -> KeyChord? {
        guard let text = text(node) else { return nil }
        do throws(VocabularyError) { return try KeyChord(text) } catch {
            findings.error("S042", node.position, "This is no key", "Write it like Enter, a, Control+a or Shift+Tab")
            return nil
        }
    }

    private mutating func extract(_ node: YAMLNode) -> Action? {
        guard let reader = MappingReader(node, what: "'extract'", known: ["target", "into"], findings: &findings),
            let target = reader.required("target", &findings).flatMap({ self.target($0) }),
            let output = reader.required("into", &findings).flatMap({ text($0) })
        else { return nil }
        return .extract(target, into: output)
    }
}
