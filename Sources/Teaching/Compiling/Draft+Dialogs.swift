// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// Dialogs that were answered.
extension Draft {
    /// What the person answered stands on the step that opened the dialog.
    mutating func answered(_ dialog: RecordedDialog, _ event: RecordedEvent) {
        if dialog.kind == .beforeunload {
            // Nothing is said of why a tab is closed.
            guard let cause = dialog.cause else { return leaves(dialog, event) }
            switch NavigationCause(cause) {
            case .reload, .history, .person: return leaves(dialog, event)
            case .page, .pageInHistory: break
            }
        }
        guard let last = lastStep(in: event.tab) else { return }
        if dialog.isSecret {
            notes.append(
                "A dialog asked for something that sounds secret; its answer was not kept, so the step will stop there."
            )
        }
        steps[last].dialogs.append(dialog)
    }

    /// A question before a page is left comes before it is known what leaves it: where the person asked the browser
    /// itself to go elsewhere that is a step of its own.
    private mutating func leaves(_ dialog: RecordedDialog, _ event: RecordedEvent) {
        guard dialog.isAccepted else {
            return note(
                "The person was about to leave a page and stayed there: that is no step. Where it was the page that went back "
                    + "by itself, the replay stops there."
            )
        }
        tabs[event.tab, default: DraftTab()].leaving.append(dialog)
    }

    /// Lays the questions before a page was left on the step that left it.
    mutating func left(_ tab: TabID) {
        guard let dialogs = tabs[tab]?.leaving, !dialogs.isEmpty, let last = lastStep(in: tab) else { return }
        steps[last].dialogs += dialogs
        tabs[tab]?.leaving = []
    }

    /// A window that a page opened may close itself, which no line tells: what it asked before is its last step's.
    mutating func leftByThemselves() {
        for tab in tabs.keys where tabs[tab]?.first != nil { left(tab) }
    }
}

extension SkillAssembly {
    /// What a dialog must say when it comes again.
    ///
    /// Values that the run may be given stand there as inputs; what a secret was taken out of may be anything, and so
    /// may the numbers of a message that nothing is decided by.
    func message(of dialog: RecordedDialog) -> TextTemplate? {
        guard let message = dialog.message, dialog.kind != .beforeunload else { return nil }
        var text = message.replacing(/\[secret [a-z0-9_-]*\]/, with: "*")
        if text.hasSuffix("…") { text = text.dropLast() + "*" }
        if dialog.kind == .alert { text.replace(#/[0-9]+(?:[.,:/-][0-9]+)*/#, with: "*") }
        return templated(text)
    }

    private func templated(_ text: String) -> TextTemplate {
        let values = inputs.compactMap { input in input.defaultValue.map { (value: $0, name: input.name) } }
            .filter { $0.value.count > 1 && !$0.value.contains("*") }.sorted { $0.value.count > $1.value.count }
        var parts: [TextTemplate.Part] = [.literal(text)]
        for (value, name) in values {
            parts = parts.flatMap { part -> [TextTemplate.Part] in
                guard case .literal(let literal) = part else { return [part] }
                return SkillAssembly.split(literal, at: value, putting: .reference(.input(name)))
            }
        }
        return TextTemplate(parts: parts)
    }

    /// The text in parts, with another one where a value stands as words of its own.
    private static func split(
        _ text: String,
        at value: String,
        putting part: TextTemplate.Part
    ) -> [TextTemplate.Part] {
        var parts: [TextTemplate.Part] = []
        var begin = text.startIndex
        for range in text.ranges(of: value) where isWhole(range, in: text) {
            if begin < range.lowerBound { parts.append(.literal(String(text[begin..<range.lowerBound]))) }
            parts.append(part)
            begin = range.upperBound
        }
        return begin < text.endIndex ? parts + [.literal(String(text[begin...]))] : parts
    }

    private static func isWhole(_ range: Range<String.Index>, in text: String) -> Bool {
        let before = text[..<range.lowerBound].last
        let after = text[range.upperBound...].first
        return [before, after].allSatisfy { character in character.map { !$0.isLetter && !$0.isNumber } ?? true }
    }
}
