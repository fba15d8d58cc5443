// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What a step causes.
extension SkillDecoder {
    mutating func consequences(_ node: YAMLNode) -> [Consequence] {
        let known = [
            "dialog", "sign_in", "download", "request", "opens_tab", "navigation", "address", "frame", "appears",
            "disappears",
        ]
        guard let reader = MappingReader(node, what: "'then'", known: known, findings: &findings) else { return [] }
        let dialogs = reader.optional("dialog").map { self.dialogs($0) } ?? []
        let downloads = reader.optional("download").map { self.downloads($0) } ?? []
        let requests = reader.optional("request").map { self.requests($0) } ?? []
        return dialogs.map { .dialog($0) } + requests.map { .request($0) } + downloads.map { .download($0) }
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

    /// One call, or several.
    private mutating func requests(_ node: YAMLNode) -> [ExpectedRequest] {
        if case .sequence(let items) = node.content { return items.compactMap { request($0) } }
        return request(node).map { [$0] } ?? []
    }

    private mutating func request(_ node: YAMLNode) -> ExpectedRequest? {
        let words = node.text?.split(separator: " ", maxSplits: 1).map(String.init) ?? []
        if words.count == 2, let address = try? SiteAddressPattern(parsing: words[1]),
            let request = ExpectedRequest(words[0], address)
        {
            return request
        }
        let methods = ExpectedRequest.methods.sorted().joined(separator: ", ")
        findings.error(
            "S074",
            node.position,
            "This is no call of a page",
            "Write it like 'POST site:/path', with one of \(methods)"
        )
        return nil
    }

    /// One dialog, or several in the order in which they come.
    private mutating func dialogs(_ node: YAMLNode) -> [ExpectedDialog] {
        if case .sequence(let items) = node.content { return items.compactMap { dialog($0) } }
        return dialog(node).map { [$0] } ?? []
    }

    private mutating func dialog(_ node: YAMLNode) -> ExpectedDialog? {
        let known = ["kind", "message", "answer", "text"]
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
        if let message = reader.optional("message"), dialog.permission != nil {
            findings.error(
                "S049",
                message.position,
                "What the browser asks for a page has no words of the page",
                "Remove it"
            )
            return nil
        }
        let text = reader.optional("text").flatMap { template($0) }
        let message = reader.optional("message").flatMap { template($0) }
        return ExpectedDialog(kind: dialog, isAccepted: isAccepted, text: text, message: message)
    }
}
