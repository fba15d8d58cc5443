// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

extension RecordedEvent.Body {
    /// The word that names it in a line.
    var kind: String {
        switch self {
        case .opened: "opened"
        case .navigated: "navigated"
        case .loaded: "loaded"
        case .click: "click"
        case .input: "input"
        case .choose: "choose"
        case .clickAt: "click_at"
        case .wheel: "wheel"
        case .hover: "hover"
        case .scroll: "scroll"
        case .drag: "drag"
        case .check: "check"
        case .key: "key"
        case .submit: "submit"
        case .contextMenu: "context_menu"
        case .middleClick: "middle_click"
        case .heldClick: "held_click"
        case .tabOpened: "tab_opened"
        case .tabClosed: "tab_closed"
        case .dialog: "dialog"
        case .signedIn: "signed_in"
        case .gone: "gone"
        case .request: "request"
        case .chooser: "chooser"
        case .files: "files"
        case .download: "download"
        case .frameShown: "frame"
        case .frameNavigated: "frame_navigated"
        case .unrecorded: "unrecorded"
        case .lost: "lost"
        case .edited: "edited"
        case .picked: "picked"
        case .paused: "paused"
        case .resumed: "resumed"
        case .continued: "continued"
        }
    }

    /// Its own fields.
    var members: [String: JSONValue] {
        switch self {
        case .opened(let address): ["url": .string(address)]
        case .navigated(let address, let isNewDocument, let cause):
            [
                "url": .string(address), "new_document": .bool(isNewDocument),
                "cause": cause.map { .string($0) } ?? .null,
            ]
        case .loaded, .paused, .tabClosed: [:]
        case .click(let target, let role, let detail, let isMade):
            ["target": target.json, "role": .string(role), "detail": .int(Int64(detail)), "made": .bool(isMade)]
        case .input(let target, .text(let text), let isLineBreak):
            ["target": target.json, "value": .string(text), "line_break": .bool(isLineBreak)]
        case .input(let target, .secret(let name), _): ["target": target.json, "secret": .string(name)]
        case .choose(let target, let options):
            ["target": target.json, "options": .array(options.map { .string($0) })]
        case .clickAt(let target, let kind, let place):
            ["target": target.json, "click": .string(kind.rawValue), "place": place.json]
        case .wheel(let target, let place, let turn, let held):
            ["target": target.json, "place": place.json, "turn": turn.json]
                .merging(held.isEmpty ? [:] : ["holding": .string(held.words)]) { own, _ in own }
        case .hover(let target, let revealed): ["target": target.json, "revealed": revealed.json]
        case .scroll(let target, let end, let revealed):
            ["target": target?.json ?? .null, "to": .string(end.rawValue), "revealed": revealed.json]
        case .drag(let drag): drag.members
        case .check(let target, let isChecked): ["target": target.json, "checked": .bool(isChecked)]
        case .key(let target, let chord, let place, let movesFocus):
            ["target": target?.json ?? .null, "keys": .string(chord.description), "in": .string(place.rawValue)]
                .merging(movesFocus ? ["moves_focus": true] : [:]) { own, _ in own }
        case .submit(let method, let by): ["method": .string(method), "by": .string(by)]
        case .contextMenu(let target), .middleClick(let target), .gone(let target): ["target": target.json]
        case .heldClick(let target, let held): ["target": target.json, "holding": .string(held.words)]
        case .tabOpened(let opener): ["by": opener.map { .string($0.rawValue) } ?? .null]
        case .dialog(let dialog): dialog.members
        case .signedIn(let origin, let user): ["origin": .string(origin), "user": .string(user)]
        case .request(let method, let address, let status):
            [
                "method": .string(method), "url": .string(address),
                "status": status.map { .int(Int64($0)) } ?? .null,
            ]
        case .chooser: [:]
        case .files(let target, let names):
            ["target": target?.json ?? .null, "names": .array(names.map { .string($0) })]
        case .download(let name): ["name": .string(name)]
        case .frameShown(let target, let address):
            ["target": target.json, "url": address.map { .string($0) } ?? .null]
        case .frameNavigated(let address): ["url": address.map { .string($0) } ?? .null]
        case .unrecorded(let type), .lost(let type): ["type": .string(type)]
        case .edited(let edit): edit.members
        case .picked(let pick): pick.members
        case .resumed(let address): ["url": .string(address)]
        case .continued(let base): base.members
        }
    }

    /// Reads the fields of a kind; nil when the kind is not known or a field is missing.
    init?(kind: String, _ value: JSONValue) {
        let target = RecordedTarget(value["target"])
        switch kind {
        case "opened":
            guard let address = value["url"]?.string else { return nil }
            self = .opened(address: address)
        case "navigated":
            guard let address = value["url"]?.string, let isNew = value["new_document"]?.bool else { return nil }
            self = .navigated(address: address, isNewDocument: isNew, cause: value["cause"]?.string)
        case "loaded": self = .loaded
        case "click":
            guard let target, let role = value["role"]?.string else { return nil }
            self = .click(target, role: role, detail: value["detail"]?.int ?? 1, isMade: value["made"]?.bool ?? false)
        case "input":
            guard let target else { return nil }
            if let name = value["secret"]?.string {
                self = .input(target, .secret(name), isLineBreak: false)
            } else if let text = value["value"]?.string {
                self = .input(target, .text(text), isLineBreak: value["line_break"]?.bool ?? false)
            } else {
                return nil
            }
        case "choose":
            guard let target else { return nil }
            self = .choose(target, options: (value["options"]?.array ?? []).compactMap(\.string))
        case "click_at":
            guard let target, let kind = value["click"]?.string.flatMap(PlacedClick.Kind.init(rawValue:)),
                let place = BoxPlace(value["place"])
            else { return nil }
            self = .clickAt(target, kind, place)
        case "wheel":
            guard let target, let place = BoxPlace(value["place"]), let turn = value["turn"].flatMap(Offset.init) else {
                return nil
            }
            let held = value["holding"]?.string.flatMap(KeyChord.Modifiers.init(words:)) ?? []
            self = .wheel(target, place, turn, holding: held)
        case "hover":
            guard let target, let revealed = RecordedTarget(value["revealed"]) else { return nil }
            self = .hover(target, revealed: revealed)
        case "scroll":
            guard let end = value["to"]?.string.flatMap(ScrollEnd.init(rawValue:)),
                let revealed = RecordedTarget(value["revealed"])
            else { return nil }
            self = .scroll(target, to: end, revealed: revealed)
        case "drag":
            guard let drag = RecordedDrag(value) else { return nil }
            self = .drag(drag)
        case "check":
            guard let target, let isChecked = value["checked"]?.bool else { return nil }
            self = .check(target, isChecked: isChecked)
        case "key":
            guard let chord = value["keys"]?.string.flatMap({ try? KeyChord($0) }) else { return nil }
            self = .key(
                target,
                chord,
                value["in"]?.string.flatMap(KeyPlace.init) ?? .elsewhere,
                movesFocus: value["moves_focus"]?.bool ?? false
            )
        case "submit":
            guard let method = value["method"]?.string else { return nil }
            self = .submit(method: method, by: value["by"]?.string ?? "")
        case "dialog":
            guard let dialog = RecordedDialog(value) else { return nil }
            self = .dialog(dialog)
        case "tab_opened": self = .tabOpened(by: value["by"]?.string.map(TabID.init(rawValue:)))
        case "signed_in":
            guard let origin = value["origin"]?.string, let user = value["user"]?.string else { return nil }
            self = .signedIn(origin: origin, user: user)
        case "request":
            guard let method = value["method"]?.string, let address = value["url"]?.string else { return nil }
            self = .request(method: method, address: address, status: value["status"]?.int)
        case "chooser": self = .chooser
        case "files": self = .files(target, names: (value["names"]?.array ?? []).compactMap(\.string))
        case "download":
            guard let name = value["name"]?.string else { return nil }
            self = .download(name: name)
        case "context_menu":
            guard let target else { return nil }
            self = .contextMenu(target)
        case "middle_click":
            guard let target else { return nil }
            self = .middleClick(target)
        case "held_click":
            guard let target, let held = value["holding"]?.string.flatMap(KeyChord.Modifiers.init(words:)) else {
                return nil
            }
            self = .heldClick(target, held)
        case "tab_closed": self = .tabClosed
        case "gone":
            guard let target else { return nil }
            self = .gone(target)
        case "frame":
            guard let target else { return nil }
            self = .frameShown(target, address: value["url"]?.string)
        case "frame_navigated": self = .frameNavigated(address: value["url"]?.string)
        case "edited":
            guard let edit = RecordingEdit(value) else { return nil }
            self = .edited(edit)
        case "picked":
            guard let pick = PickedElement(value) else { return nil }
            self = .picked(pick)
        case "paused": self = .paused
        case "resumed":
            guard let address = value["url"]?.string else { return nil }
            self = .resumed(address: address)
        case "continued":
            guard let base = ContinuedSkill(value) else { return nil }
            self = .continued(base)
        case "unrecorded": self = .unrecorded(type: value["type"]?.string ?? "")
        case "lost": self = .lost(type: value["type"]?.string ?? "")
        default: return nil
        }
    }
}

extension RecordedEvent {
    /// The line, as canonical JSON.
    var line: String { CanonicalJSON.text(json) }

    /// All fields of the line.
    var json: JSONValue {
        var members = body.members
        members["n"] = .int(Int64(number))
        members["at"] = .double(at)
        members["tab"] = .string(tab.rawValue)
        members["frame"] = .array(frame.map { .string($0) })
        members["document"] = .string(document.rawValue)
        members["kind"] = .string(body.kind)
        return .object(members)
    }

    init?(_ value: JSONValue) {
        guard let number = value["n"]?.int, let at = value["at"]?.double, let tab = value["tab"]?.string,
            let document = value["document"]?.string, let kind = value["kind"]?.string,
            let body = Body(kind: kind, value)
        else { return nil }
        self.init(
            number: number,
            at: at,
            tab: TabID(rawValue: tab),
            frame: (value["frame"]?.array ?? []).compactMap(\.string),
            document: DocumentID(rawValue: document),
            body: body
        )
    }
}
