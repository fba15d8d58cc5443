// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Understands what the recorder's script reports.
///
/// The script's own words differ from a recording's where it is cheaper in the page: key names with bits for
/// modifiers, and the absence of a value for a secret.
enum PageReportReading {
    static func body(of value: JSONValue) -> RecordedEvent.Body? {
        switch value["kind"]?.string {
        case "click":
            guard let target = RecordedTarget(value["target"]), value["button"]?.int == 0 else { return nil }
            return .click(
                target,
                role: value["role"]?.string ?? "",
                detail: value["detail"]?.int ?? 1,
                isMade: value["made"] != nil
            )
        case "key":
            guard let key = value["key"]?.string else { return nil }
            let name = key == " " ? "Space" : key
            let modifiers = KeyChord.Modifiers(rawValue: value["modifiers"]?.int ?? 0)
            // Shift is part of a character that is typed, not a modifier of its own.
            let kept = name.count == 1 ? modifiers.subtracting(.shift) : modifiers
            guard let chord = try? KeyChord(KeyChord(key: name, modifiers: kept).description) else { return nil }
            return .key(RecordedTarget(value["target"]), chord, inText: value["in"]?.string == "text")
        case "lost": return .lost(type: value["type"]?.string ?? "")
        case let kind?: return RecordedEvent.Body(kind: kind, value)
        case nil: return nil
        }
    }
}
