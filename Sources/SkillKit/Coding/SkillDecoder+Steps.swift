// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

extension SkillDecoder {
    private static let actionKeys = [
        "open", "back", "forward", "reload", "click", "double_click", "right_click", "hover", "fill", "press", "choose",
        "scroll", "drag",
        "upload", "check", "uncheck", "expect", "wait_for", "extract",
    ]
    private static let stepKeys = [
        "id", "tab", "with", "append", "option", "options", "at", "within", "irreversible", "then",
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
        let owners = [("append", "fill"), ("option", "choose"), ("options", "choose")]
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

    private mutating func condition(_ node: YAMLNode) -> Condition? {
        let known = ["target", "gone", "text", "value", "checked", "address", "title"]
        guard let reader = MappingReader(node, what: "The condition", known: known, findings: &findings),
            isOneCondition(reader, at: node)
        else { return nil }
        if let gone = reader.optional("gone") { return target(gone).map { .targetGone($0) } }
        if let address = reader.optional("address") { return pattern(address).map { .address($0) } }
        if let title = reader.optional("title") { return template(title).map { .title($0) } }
        guard let target = reader.required("target", &findings).flatMap({ self.target($0) }) else { return nil }
        if let text = reader.optional("text") { return template(text).map { .targetText(target, $0) } }
        if let value = reader.optional("value") { return template(value).map { .targetValue(target, $0) } }
        if let checked = reader.optional("checked") { return flag(checked).map { .targetChecked(target, $0) } }
        return .targetVisible(target)
    }

    /// Two conditions in one would leave one of them unread.
    private mutating func isOneCondition(_ reader: MappingReader, at node: YAMLNode) -> Bool {
        let keys = reader.keys
        let subjects = keys.filter { ["target", "gone", "address", "title"].contains($0) }
        let predicates = keys.filter { ["text", "value", "checked"].contains($0) }
        guard subjects.count <= 1, predicates.count <= 1, predicates.isEmpty || subjects != ["gone"],
            predicates.isEmpty || !(subjects.first.map { ["address", "title"].contains($0) } ?? false)
        else {
            let all = keys.map { "'\($0)'" }.joined(separator: ", ")
            findings.error("S047", node.position, "One condition cannot have \(all)", "Write one step for each")
            return false
        }
        return true
    }

    private mutating func consequences(_ node: YAMLNode) -> [Consequence] {
        let known = [
            "dialog", "sign_in", "download", "opens_tab", "navigation", "address", "frame", "appears", "disappears",
        ]
        guard let reader = MappingReader(node, what: "'then'", known: known, findings: &findings) else { return [] }
        let dialogs = reader.optional("dialog").map { self.dialogs($0) } ?? []
        let downloads = reader.optional("download").map { self.downloads($0) } ?? []
        return dialogs.map { .dialog($0) } + downloads.map { .download($0) }
            + reader.keys.compactMap { key -> Consequence? in
                guard let value = reader.optional(key) else { return nil }
                switch key {
                case "navigation": return pattern(value).map { .navigation($0) }
                case "address": return pattern(value).map { .address($0) }
                case "appears": return target(value).map { .appears($0) }
                case "disappears": return target(value).map { .disappears($0) }
                case "frame": return target(value).map { .frame($0) }
                case "sign_in": return signIn(value).map { .signIn($0) }
                case "opens_tab": return openedTab(value)
                default: return nil
                }
            }
    }

    /// A tab's name, or a name and the address that the tab gets to.
    private mutating func openedTab(_ node: YAMLNode) -> Consequence? {
        guard case .mapping = node.content else { return tab(node).map { .opensTab($0, at: nil) } }
        guard let reader = MappingReader(node, what: "The tab", known: ["tab", "at"], findings: &findings),
            let name = reader.required("tab", &findings).flatMap({ tab($0) }),
            let address = reader.required("at", &findings).flatMap({ pattern($0) })
        else { return nil }
        return .opensTab(name, at: address)
    }

    /// One dialog, or several in the order in which they come.
    private mutating func dialogs(_ node: YAMLNode) -> [ExpectedDialog] {
        if case .sequence(let items) = node.content { return items.compactMap { dialog($0) } }
        return dialog(node).map { [$0] } ?? []
    }

    private mutating func dialog(_ node: YAMLNode) -> ExpectedDialog? {
        let known = ["kind", "answer", "text"]
        guard let reader = MappingReader(node, what: "The dialog", known: known, findings: &findings),
            let kind = reader.required("kind", &findings),
            let answer = reader.required("answer", &findings)
        else { return nil }
        guard let dialog = kind.text.flatMap(DialogKind.init(rawValue:)) else {
            let kinds = DialogKind.allCases.map(\.rawValue).joined(separator: ", ")
            findings.error("S048", kind.position, "This is no kind of dialog", "Write one of \(kinds)")
            return nil
        }
        guard let isAccepted = answer.text.flatMap({ ["accept": true, "dismiss": false][$0] }) else {
            findings.error("S049", answer.position, "A dialog is answered in two ways", "Write accept or dismiss")
            return nil
        }
        if let text = reader.optional("text"), dialog != .prompt || !isAccepted {
            findings.error("S049", text.position, "Only a prompt that is accepted takes a text", "Remove it")
            return nil
        }
        let text = reader.optional("text").flatMap { template($0) }
        return ExpectedDialog(kind: dialog, isAccepted: isAccepted, text: text)
    }

    // MARK: Parts of steps

    private mutating func nothing(_ node: YAMLNode) -> Void? {
        if flag(node) == true { return () }
        return nil
    }

    mutating func target(_ node: YAMLNode) -> TargetName? {
        if let name = node.text.flatMap(TargetName.init(_:)) { return name }
        findings.error("S043", node.position, "This is no target's name", "Use a-z, 0-9, '-' and '_'")
        return nil
    }

    private mutating func tab(_ node: YAMLNode) -> TabName? {
        if let name = node.text.flatMap(TabName.init(_:)) { return name }
        findings.error("S056", node.position, "This is no tab's name", "Use a-z, 0-9, '-' and '_'")
        return nil
    }

    mutating func template(_ node: YAMLNode) -> TextTemplate? {
        guard let text = text(node) else { return nil }
        do throws(TemplateError) { return try TextTemplate(parsing: text) } catch { return complain(node, error) }
    }

    private mutating func address(_ node: YAMLNode) -> SiteAddress? {
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

    private mutating func duration(_ node: YAMLNode) -> Duration? {
        if let duration = node.text.flatMap(DurationText.parse) { return duration }
        findings.error("S045", node.position, "This is no duration", "Write it with its unit, like 500ms, 15s or 2m")
        return nil
    }
}
