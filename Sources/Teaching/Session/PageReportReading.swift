// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// Understands what the recorder's script reports.
///
/// The script's own words differ from a recording's where it is cheaper in the page: key names with bits for
/// modifiers, and the absence of a value for a secret.
enum PageReportReading {
    static func body(of value: JSONValue) -> RecordedEvent.Body? {
        switch value["kind"]?.string {
        case "click": click(value)
        case "key": key(value)
        case "contextmenu":
            RecordedTarget(value["target"])
                .map { target in
                    BoxPlace(value["place"]).map { .clickAt(target, .context, $0) } ?? .contextMenu(target)
                }
        case "input" where value["truncated"]?.bool == true: .lost(type: "a text too long to keep")
        case "input":
            RecordedEvent.Body(kind: "input", value.adding("line_break", .bool(value["breaks"]?.bool == true)))
        case "other": .unrecorded(type: value["type"]?.string ?? "")
        case "lost": .lost(type: value["type"]?.string ?? "")
        case let kind?: RecordedEvent.Body(kind: kind, value)
        case nil: nil
        }
    }

    /// A click with a modifier does something else than a plain one (a new tab, a selection).
    private static func click(_ value: JSONValue) -> RecordedEvent.Body? {
        guard let target = RecordedTarget(value["target"]), value["button"]?.int == 0 else { return nil }
        let modifiers = KeyChord.Modifiers(rawValue: value["modifiers"]?.int ?? 0)
        // What a browser makes of it is what it makes of the middle button.
        if modifiers == .control, value["link"]?.bool == true { return .middleClick(target) }
        // In a list that takes several options a key held down adds to them, and the list tells what is chosen then.
        let isOfList = ["option", "select"].contains(value["role"]?.string)
        // A click that a label makes says what was held down for its own.
        if !modifiers.isEmpty, !isOfList, value["made"] == nil {
            // That a page toggles its boxes itself comes after the click itself.
            guard value["role"]?.string != "own" else { return nil }
            // What a browser makes of it, a window or a file, is none of the page's.
            guard value["link"]?.bool != true, value["place"]?.array == nil else {
                return .unrecorded(type: "a click with a key held down")
            }
            guard value["detail"]?.int ?? 1 < 2 else {
                return .unrecorded(type: "a double click with a key held down")
            }
            return .heldClick(target, modifiers)
        }
        if let place = BoxPlace(value["place"]) {
            // The third click of a row tells no more than the second did.
            let detail = value["detail"]?.int ?? 1
            return detail > 2 ? nil : .clickAt(target, detail == 2 ? .double : .single, place)
        }
        return .click(
            target,
            role: value["role"]?.string ?? "",
            detail: value["detail"]?.int ?? 1,
            isMade: value["made"] != nil
        )
    }

    private static func key(_ value: JSONValue) -> RecordedEvent.Body? {
        guard let key = value["key"]?.string else { return nil }
        let name = key == " " ? "Space" : key
        let modifiers = KeyChord.Modifiers(rawValue: value["modifiers"]?.int ?? 0)
        // Shift is part of a character that is typed, not a modifier of its own.
        let kept = name.count == 1 ? modifiers.subtracting(.shift) : modifiers
        guard let chord = try? KeyChord(KeyChord(key: name, modifiers: kept).description) else {
            return .unrecorded(type: "a key without a name")
        }
        return .key(
            RecordedTarget(value["target"]),
            chord,
            value["in"]?.string.flatMap(KeyPlace.init) ?? .elsewhere,
            movesFocus: value["moves_focus"]?.bool ?? false
        )
    }
}

extension JSONValue {
    /// The object with one more member; anything else as it is.
    fileprivate func adding(_ name: String, _ value: JSONValue) -> JSONValue {
        guard var members = object else { return self }
        members[name] = value
        return .object(members)
    }
}
