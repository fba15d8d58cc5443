// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Writes what gestures are made of.
enum GestureText {
    static func drag(_ drag: Drag) -> String {
        var members = [("from", drag.source.text)]
        if drag.place != .middle { members.append(("from_at", place(drag.place))) }
        if drag.hold > .zero { members.append(("hold", DurationText.text(drag.hold))) }
        if let drop = drag.drop { members.append(("to", drop.text)) }
        if drag.drop != nil, drag.dropPlace != .middle { members.append(("to_at", place(drag.dropPlace))) }
        if !drag.path.isEmpty { members.append(("path", SkillWriter.list(drag.path.map(offset)))) }
        return SkillWriter.map(members)
    }

    static func wheel(_ wheel: WheelTurn) -> String {
        let place = wheel.place == .middle ? [] : [("at", self.place(wheel.place))]
        let held = wheel.held.isEmpty ? [] : [("holding", wheel.held.words)]
        return SkillWriter.map([("target", wheel.target.text), ("by", offset(wheel.turn))] + place + held)
    }

    static func place(_ place: BoxPlace) -> String { SkillWriter.list([share(place.x), share(place.y)]) }

    static func offset(_ offset: Offset) -> String { SkillWriter.list(["\(offset.x)", "\(offset.y)"]) }

    /// The shortest text that reads as the same number.
    private static func share(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
}
