// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

extension Skill {
    /// One of its steps in plain words.
    public func sentence(of step: Step) -> String { StepSentence(skill: self).text(of: step) }
}

/// Says a step in plain words, for somebody who does not know the format.
struct StepSentence {
    let skill: Skill

    /// What it does, and then what is to happen.
    func text(of step: Step) -> String {
        let place = step.tab.map { "In the tab “\($0)”: " } ?? ""
        let sentences = [place + deed(step.action) + "."] + step.then.map { consequence($0) + "." }
        return sentences.joined(separator: " ")
    }

    private func deed(_ action: Action) -> String {
        switch action {
        case .open(let address): "Opens \(self.address(address))"
        case .back: "Goes back to the page before"
        case .forward: "Goes forward again"
        case .reload: "Loads the page again"
        case .click(let name): "Clicks \(looks(name))\(byWords(name))"
        case .doubleClick(let name): "Double-clicks \(looks(name))"
        case .closeTab: "Closes the tab"
        case .middleClick(let name): "Clicks \(looks(name)) with the middle button"
        case .heldClick(let name, let held): "Clicks \(looks(name)) while \(held.words) is held down"
        case .rightClick(let name): "Right-clicks \(looks(name))"
        case .clickAt(let click): "\(Self.verb(click.kind)) a place in \(looks(click.target))"
        case .fill(let name, let text): "Types \(value(text)) into \(looks(name))"
        case .append(let name, let text): "Adds \(value(text)) to \(looks(name))"
        case .press(let name, let keys): "Presses \(keys)" + (name.map { " in \(looks($0))" } ?? "")
        case .choose(let name, let options): "Chooses \(list(options)) in \(looks(name))"
        case .check(let name): "Ticks \(looks(name))"
        case .uncheck(let name): "Unticks \(looks(name))"
        case .hover(let name): "Points at \(looks(name))"
        case .scroll(let name, let end): "Scrolls \(name.map(looks) ?? "the page") to its \(end.rawValue)"
        case .wheel(let wheel):
            "Turns the wheel over \(looks(wheel.target))"
                + (wheel.held.isEmpty ? "" : " with \(wheel.held.words) held down")
        case .drag(let drag): "Drags \(looks(drag.source))" + (drag.drop.map { " to \(looks($0))" } ?? "")
        case .upload(let name, let files): "Gives \(list(files)) to \(looks(name))"
        case .expect(let condition): "Expects \(holds(condition)), and stops otherwise"
        case .waitFor(let condition): "Waits for \(holds(condition))"
        case .ask(let ask): question(ask)
        case .extract(let name, let output): "Reads \(looks(name)) as the result “\(output)”"
        }
    }

    private func question(_ ask: Ask) -> String {
        let asked = "Asks a person \(value(ask.question))" + (ask.target.map { ", at \(looks($0))," } ?? "")
        return switch ask.answer {
        case .consent: asked + " and stops without a yes"
        case .text(let name): asked + " and keeps the answer as “\(name)”"
        case .secret(let name): asked + " and takes the answer for the secret “\(name)”, in this run only"
        }
    }

    private func consequence(_ consequence: Consequence) -> String {
        switch consequence {
        case .navigation(let pattern), .address(let pattern): "This leads to \(pattern)"
        case .appears(let name): "Then \(looks(name)) appears"
        case .disappears(let name): "Then \(looks(name)) goes away"
        case .dialog(let dialog) where dialog.kind.permission != nil:
            "The page asks to use \(dialog.kind.rawValue), and " + (dialog.isAccepted ? "may" : "may not")
        case .dialog(let dialog):
            "The page asks \(dialog.message.map { value($0) + " " } ?? "")in a dialog (\(dialog.kind.rawValue)), and "
                + (dialog.isAccepted ? "gets a yes" : "gets a no")
                + (dialog.text.map { " with \(value($0))" } ?? "")
        case .signIn(let signIn):
            "The server asks who is there, and is told \(value(signIn.user)) with the secret “\(signIn.secret)”"
        case .opensTab(let name, let pattern): "This opens the tab “\(name)”" + (pattern.map { " at \($0)" } ?? "")
        case .frame(let name): "Then the frame \(looks(name)) shows another document"
        case .request(let request): "The page then tells its server (\(request))"
        case .download(let pattern): "This brings the file “\(pattern)”"
        }
    }

    private func holds(_ condition: Condition) -> String {
        switch condition {
        case .targetVisible(let name): "\(looks(name)) to be there"
        case .targetGone(let name): "\(looks(name)) to be gone"
        case .targetText(let name, let text): "\(looks(name)) to show \(value(text))"
        case .targetValue(let name, let text): "\(looks(name)) to hold \(value(text))"
        case .targetChecked(let name, let isChecked): "\(looks(name)) to be \(isChecked ? "ticked" : "not ticked")"
        case .address(let pattern): "the address \(pattern)"
        case .title(let text): "the title \(value(text))"
        case .screenText(let text): "\(value(text)) to be read on the picture of the page"
        }
    }

    /// What is clicked by the words that are read on it, which no element says.
    private func byWords(_ name: TargetName) -> String {
        guard let target = skill.target(name), let words = target.screenText else { return "" }
        return target.isDrawn
            ? ", which is found by “\(words)” on the picture of the page"
            : ", or, when it is not found, the place on the picture of the page that says “\(words)”"
    }

    private func looks(_ name: TargetName) -> String { skill.target(name)?.looks ?? "“\(name)”" }

    private func address(_ address: SiteAddress) -> String {
        let path = address.path.parts
            .map { part in
                switch part {
                case .literal(let text): text
                case .reference(let reference): "[\(Self.words(reference))]"
                }
            }
            .joined()
        return (skill.origin(ofSite: address.site)?.text ?? address.site + ":") + path
    }

    private func list(_ values: [TextTemplate]) -> String { values.map(value).joined(separator: " and ") }

    private func value(_ text: TextTemplate) -> String {
        guard !text.parts.isEmpty else { return "nothing" }
        return text.parts
            .map { part in
                switch part {
                case .literal(let text): "“\(text)”"
                case .reference(let reference): "the \(Self.words(reference))"
                }
            }
            .joined(separator: " followed by ")
    }

    private static func words(_ reference: TextTemplate.Reference) -> String {
        switch reference {
        case .input(let name): "input “\(name)”"
        case .secret(let name): "secret “\(name)”"
        case .output(let name): "result “\(name)”"
        case .answer(let name): "answer “\(name)”"
        }
    }

    private static func verb(_ kind: PlacedClick.Kind) -> String {
        switch kind {
        case .single: "Clicks"
        case .double: "Double-clicks"
        case .context: "Right-clicks"
        }
    }
}
