// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Writes one step as one line.
enum StepText {
    static func line(_ step: Step) -> String {
        let tab = step.tab.map { [("tab", $0.text)] } ?? []
        var members = [("id", step.id.rawValue)] + tab + action(step.action)
        if step.isIrreversible { members.append(("irreversible", "true")) }
        if !step.then.isEmpty { members.append(("then", SkillWriter.map(consequences(step.then)))) }
        if let within = step.within { members.append(("within", DurationText.text(within))) }
        return SkillWriter.map(members)
    }

    private static func action(_ action: Action) -> [(String, String)] {
        let word = action.keyword
        switch action {
        case .open(let address): return [(word, YAMLText.flow(address.source))]
        case .back, .forward, .reload, .closeTab: return [(word, "true")]
        case .middleClick(let name): return [(word, name.text), ("button", "middle")]
        case .heldClick(let name, let held): return [(word, name.text), ("holding", held.words)]
        case .click(let name), .doubleClick(let name), .rightClick(let name), .hover(let name), .check(let name),
            .uncheck(let name):
            return [(word, name.text)]
        case .fill(let name, let text): return [(word, name.text), ("with", YAMLText.flow(text.source))]
        case .append(let name, let text): return [(word, name.text), ("append", YAMLText.flow(text.source))]
        case .choose(let name, let options):
            let texts = options.map { YAMLText.flow($0.source) }
            return [(word, name.text), texts.count == 1 ? ("option", texts[0]) : ("options", SkillWriter.list(texts))]
        case .upload(let name, let files):
            let texts = files.map { YAMLText.flow($0.source) }
            return [(word, name.text), ("with", texts.count == 1 ? texts[0] : SkillWriter.list(texts))]
        case .scroll(nil, let end): return [(word, end.rawValue)]
        case .scroll(let name?, let end):
            return [(word, SkillWriter.map([("target", name.text), ("to", end.rawValue)]))]
        case .clickAt(let click): return [(word, click.target.text), ("at", GestureText.place(click.place))]
        case .wheel(let wheel): return [(word, GestureText.wheel(wheel))]
        case .drag(let drag): return [(word, GestureText.drag(drag))]
        case .press(nil, let keys): return [(word, YAMLText.flow(keys.description))]
        case .press(let name?, let keys):
            return [(word, SkillWriter.map([("target", name.text), ("keys", YAMLText.flow(keys.description))]))]
        case .expect(let condition), .waitFor(let condition): return [(word, self.condition(condition))]
        case .extract(let name, let output):
            return [(word, SkillWriter.map([("target", name.text), ("into", output)]))]
        case .ask(let ask): return [(word, YAMLText.flow(ask.question.source))] + kept(ask)
        }
    }

    private static func kept(_ ask: Ask) -> [(String, String)] {
        let answer: [(String, String)] =
            switch ask.answer {
            case .consent: []
            case .text(let name): [("into", name)]
            case .secret(let name): [("secret", name)]
            }
        return answer + (ask.target.map { [("target", $0.text)] } ?? [])
    }

    private static func condition(_ condition: Condition) -> String {
        switch condition {
        case .targetVisible(let name): SkillWriter.map([("target", name.text)])
        case .targetGone(let name): SkillWriter.map([("gone", name.text)])
        case .targetText(let name, let text):
            SkillWriter.map([("target", name.text), ("text", YAMLText.flow(text.source))])
        case .targetValue(let name, let text):
            SkillWriter.map([("target", name.text), ("value", YAMLText.flow(text.source))])
        case .targetChecked(let name, let isChecked):
            SkillWriter.map([("target", name.text), ("checked", "\(isChecked)")])
        case .address(let pattern): SkillWriter.map([("address", YAMLText.flow(pattern.description))])
        case .title(let text): SkillWriter.map([("title", YAMLText.flow(text.source))])
        case .screenText(let text): SkillWriter.map([("screen_text", YAMLText.flow(text.source))])
        }
    }

    /// Dialogs stand first, and several of them in a list: they block the page until they are answered.
    private static func consequences(_ then: [Consequence]) -> [(String, String)] {
        let dialogs = then.compactMap { if case .dialog(let dialog) = $0 { self.dialog(dialog) } else { nil } }
        let others = requests(then) + downloads(then) + then.compactMap(consequence)
        switch dialogs.count {
        case 0: return others
        case 1: return [("dialog", dialogs[0])] + others
        default: return [("dialog", SkillWriter.list(dialogs))] + others
        }
    }

    /// One call, or several in a list.
    private static func requests(_ then: [Consequence]) -> [(String, String)] {
        let requests = then.compactMap {
            if case .request(let request) = $0 { YAMLText.flow(request.description) } else { nil }
        }
        guard requests.count != 1 else { return [("request", requests[0])] }
        return requests.isEmpty ? [] : [("request", SkillWriter.list(requests))]
    }

    /// One name, or several in a list.
    private static func downloads(_ then: [Consequence]) -> [(String, String)] {
        let names = then.compactMap {
            if case .download(let name) = $0 { YAMLText.flow(name.description) } else { nil }
        }
        guard names.count != 1 else { return [("download", names[0])] }
        return names.isEmpty ? [] : [("download", SkillWriter.list(names))]
    }

    private static func dialog(_ dialog: ExpectedDialog) -> String {
        SkillWriter.map(
            [("kind", dialog.kind.rawValue)] + (dialog.message.map { [("message", YAMLText.flow($0.source))] } ?? [])
                + [("answer", dialog.isAccepted ? "accept" : "dismiss")]
                + (dialog.text.map { [("text", YAMLText.flow($0.source))] } ?? [])
        )
    }

    private static func consequence(_ consequence: Consequence) -> (String, String)? {
        switch consequence {
        case .dialog, .download, .request: nil
        case .navigation(let pattern): ("navigation", YAMLText.flow(pattern.description))
        case .address(let pattern): ("address", YAMLText.flow(pattern.description))
        case .appears(let name): ("appears", name.text)
        case .disappears(let name): ("disappears", name.text)
        case .opensTab(let name, nil): ("opens_tab", name.text)
        case .opensTab(let name, let address?):
            ("opens_tab", SkillWriter.map([("tab", name.text), ("at", YAMLText.flow(address.description))]))
        case .frame(let name): ("frame", name.text)
        case .signIn(let signIn):
            (
                "sign_in",
                SkillWriter.map([
                    ("user", YAMLText.flow(signIn.user.source)), ("password", YAMLText.flow(signIn.password.source)),
                ])
            )
        }
    }
}
