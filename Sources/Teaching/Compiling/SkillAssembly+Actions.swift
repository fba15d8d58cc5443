// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// What a merged step becomes.
extension SkillAssembly {
    mutating func action(of draft: DraftStep) -> Action? {
        switch draft.action {
        case .open(let address): return open(address)
        case .back: return .back
        case .forward: return .forward
        case .reload: return .reload
        case .click(let target, _): return .click(name(of: target))
        case .doubleClick(let target, _): return .doubleClick(name(of: target))
        case .closeTab: return .closeTab
        case .middleClick(let target): return .middleClick(name(of: target))
        case .heldClick(let target, let held): return .heldClick(name(of: target), held)
        case .rightClick(let target): return .rightClick(name(of: target))
        case .clickAt(let target, let kind, let place):
            return .clickAt(PlacedClick(kind, name(of: target), at: place))
        case .wheel(let target, let place, let turn, let held):
            return .wheel(WheelTurn(target: name(of: target), place: place, turn: turn, held: held))
        case .hover(let target, _): return .hover(name(of: target))
        case .scroll(let target, let end, _): return .scroll(target.map { name(of: $0) }, end)
        case .drag(let drag):
            return .drag(
                Drag(
                    source: name(of: drag.source),
                    place: drag.place,
                    hold: .milliseconds(drag.hold),
                    drop: drag.drop.map { name(of: $0) },
                    dropPlace: drag.dropPlace,
                    path: drag.path
                )
            )
        case .upload(let target, let names):
            return .upload(name(of: target), names.map { fileInput(for: target, called: $0) })
        case .check(let target, let isChecked):
            let name = name(of: target)
            return isChecked ? .check(name) : .uncheck(name)
        case .press(let target, let chord, _): return .press(target.map { name(of: $0) }, chord)
        case .pressInside(let frame, let chord): return .press(name(of: frame), chord)
        case .choose(let target, let options):
            let name = name(of: target)
            // Of several options each is a value of its own.
            let given = options.count == 1 ? draft.inputName : nil
            return .choose(name, options.map { input(for: target, value: $0, named: given) })
        case .fill(let target, .text(let text)):
            let name = name(of: target)
            return .fill(
                name,
                text.isEmpty ? TextTemplate(literal: "") : input(for: target, value: text, named: draft.inputName)
            )
        case .append(let target, let text, _):
            return .append(name(of: target), input(for: target, value: text, named: draft.inputName))
        case .look(let pick): return look(pick)
        case .fill(let target, .secret(let secret)):
            guard let site = site(of: draft.page) else { return nil }
            return .fill(name(of: target), TextTemplate(parts: [.reference(.secret(bind(secret, to: site)))]))
        }
    }

    private mutating func open(_ text: String) -> Action? {
        guard let address = try? WebAddress(text), let site = site(of: text) else {
            notes.append("An address could not be kept, because only plain http and https addresses can be opened.")
            return nil
        }
        let tail = address.path + (address.query.map { "?" + $0 } ?? "") + (address.fragment.map { "#" + $0 } ?? "")
        let path = given(tail)
        if VolatileParts.holdsToken(address), path.references.isEmpty {
            notes.append("The address opened at \(site) seems to hold a session token: remove it before approving.")
        }
        return .open(SiteAddress(site: site, path: path))
    }

    /// What was withheld from an address is given to each run.
    private mutating func given(_ tail: String) -> TextTemplate {
        var parts: [TextTemplate.Part] = []
        var rest = tail[...]
        // A segment of the path has no name; what stands for it is no place that could be opened.
        while let found = rest.prefixMatch(of: #/([^?&#;]*?\/)\*(?=[\/?&#;]|$)/#) {
            parts += [.literal(String(found.1)), .reference(.input(key(called: "key")))]
            rest = rest[found.range.upperBound...]
        }
        while let found = rest.firstMatch(of: #/[?&#;](?:([^=?&#;]+)=)?withheld(?=[?&#;]|$)/#) {
            let name = key(called: Names.word(found.1.flatMap { $0.removingPercentEncoding } ?? "key"))
            let before = rest[..<found.range.upperBound].dropLast(AddressScrubber.mark.count)
            parts += [.literal(String(before)), .reference(.input(name))]
            rest = rest[found.range.upperBound...]
        }
        guard !parts.isEmpty else { return TextTemplate(literal: tail) }
        notes.append(
            "A value that looked like a key was left out of an address: each run is given it, or it is removed."
        )
        return TextTemplate(parts: rest.isEmpty ? parts : parts + [.literal(String(rest))])
    }

    /// Declares an input for a value that was left out, and says what it is called.
    private mutating func key(called word: String) -> String {
        let name = Names.free(word) { candidate in inputs.contains { $0.name == candidate } }
        inputs.append(InputDeclaration(name: name, type: .string))
        return name
    }

    private mutating func look(_ pick: PickedElement) -> Action {
        // What is kept has no words of its own that would last.
        let marks = ["data-testid", "id"].compactMap { pick.target.fingerprint.attributes[$0] }
        let name = name(of: pick.target, called: pick.purpose == .extract ? pick.name ?? marks.first : nil)
        switch pick.purpose {
        case .waitFor: return .waitFor(.targetVisible(name))
        case .extract: return .extract(name, into: output(for: pick))
        case .expect: return .expect(condition(pick.shown, of: name))
        }
    }

    private mutating func condition(_ shown: PickedElement.Shown, of name: TargetName) -> Condition {
        switch shown {
        case .presence: return .targetVisible(name)
        case .checked(let isChecked): return .targetChecked(name, isChecked)
        case .text(let text):
            note(expecting: text)
            return .targetText(name, TextTemplate(literal: text))
        case .value(let value):
            note(expecting: value)
            return .targetValue(name, TextTemplate(literal: value))
        }
    }

    /// What is expected is what was there: with another input it may be something else.
    private mutating func note(expecting text: String) {
        for input in inputs {
            guard let value = input.defaultValue, value.count >= 3, text.contains(value) else { continue }
            notes.append(
                "A step expects a text that holds the value of the input '\(input.name)': another gives another."
            )
        }
    }

    private mutating func output(for pick: PickedElement) -> String {
        let mark = pick.target.fingerprint.attributes["data-testid"] ?? pick.target.fingerprint.attributes["id"] ?? ""
        let word = Names.word(of: pick.target) ?? Names.word(mark)
        let base = pick.name ?? (word.isEmpty ? "output" : word)
        let name = Names.free(String(base.prefix(48))) { candidate in outputs.contains { $0.name == candidate } }
        outputs.append(OutputDeclaration(name: name))
        let print = pick.target.fingerprint
        if case .text(let text) = pick.shown, !print.name.isEmpty, text.contains(print.name) {
            notes.append(
                "\(pick.target.looks): it is known by the very words that are kept, so a replay stops at others."
            )
        }
        return name
    }
}
