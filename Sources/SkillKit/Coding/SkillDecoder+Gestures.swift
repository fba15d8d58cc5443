// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

extension SkillDecoder {
    mutating func drag(_ node: YAMLNode) -> Action? {
        let known = ["from", "from_at", "hold", "to", "to_at", "path"]
        guard let reader = MappingReader(node, what: "'drag'", known: known, findings: &findings),
            let source = reader.required("from", &findings).flatMap({ target($0) }),
            let path = reader.optional("path").map({ self.path($0) }) ?? []
        else { return nil }
        let drop = reader.optional("to").flatMap { target($0) }
        guard drop != nil || !path.isEmpty else {
            findings.error("S022", reader.position, "'drag' has neither 'to' nor 'path'", "Say where it goes")
            return nil
        }
        if drop == nil, let stray = reader.keyPosition("to_at") {
            findings.error("S041", stray, "'to_at' is a place in what 'to' names", "Add 'to', or remove it")
        }
        let hold = reader.optional("hold").flatMap { self.hold($0) } ?? .zero
        return .drag(
            Drag(
                source: source,
                place: reader.optional("from_at").flatMap { place($0) } ?? .middle,
                hold: hold,
                drop: drop,
                dropPlace: reader.optional("to_at").flatMap { place($0) } ?? .middle,
                path: path
            )
        )
    }

    private mutating func hold(_ node: YAMLNode) -> Duration? {
        guard let hold = duration(node) else { return nil }
        if hold <= Drag.holdLimit { return hold }
        findings.error("S045", node.position, "Nothing is held for so long", "Write at most 3s")
        return nil
    }

    /// A click, perhaps at a place: `click: map, at: [0.3, 0.7]`.
    mutating func click(_ word: String, _ node: YAMLNode, _ reader: MappingReader) -> Action? {
        guard let kind = PlacedClick.Kind(rawValue: word), let name = target(node) else { return nil }
        if let at = reader.optional("at") { return place(at).map { .clickAt(PlacedClick(kind, name, at: $0)) } }
        if let keys = reader.optional("holding") {
            guard reader.keyPosition("button") == nil else {
                findings.error(
                    "S041",
                    keys.position,
                    "'holding' and 'button' stand beside each other",
                    "Keep one of them"
                )
                return nil
            }
            let held = held(keys)
            return held.isEmpty ? nil : .heldClick(name, held)
        }
        if let button = reader.optional("button") {
            if button.text == "middle" { return .middleClick(name) }
            findings.error("S073", button.position, "There is no such button here", "Write middle, or 'right_click'")
            return nil
        }
        switch kind {
        case .single: return .click(name)
        case .double: return .doubleClick(name)
        case .context: return .rightClick(name)
        }
    }

    /// `scroll: end` for the page, `scroll: { target: list, to: end }` for what scrolls in it.
    mutating func scroll(_ node: YAMLNode) -> Action? {
        if node.text != nil { return scrollEnd(node).map { .scroll(nil, $0) } }
        guard
            let reader = MappingReader(
                node,
                what: "'scroll'",
                known: ["target", "to", "by", "at", "holding"],
                findings: &findings
            )
        else { return nil }
        if reader.keyPosition("by") != nil { return wheel(reader) }
        for key in ["at", "holding"] {
            guard let stray = reader.keyPosition(key) else { continue }
            findings.error("S041", stray, "'\(key)' belongs to 'by', which turns the wheel", "Remove it")
        }
        guard let end = reader.required("to", &findings).flatMap({ scrollEnd($0) }),
            let target = reader.required("target", &findings).flatMap({ self.target($0) })
        else { return nil }
        return .scroll(target, end)
    }

    private mutating func wheel(_ reader: MappingReader) -> Action? {
        if let stray = reader.keyPosition("to") {
            findings.error("S041", stray, "'to' and 'by' stand beside each other", "Keep one of them")
        }
        guard let turn = reader.required("by", &findings).flatMap({ offset($0) }),
            let target = reader.required("target", &findings).flatMap({ self.target($0) })
        else { return nil }
        let place = reader.optional("at").flatMap { self.place($0) } ?? .middle
        let held = reader.optional("holding").map { self.held($0) } ?? []
        return .wheel(WheelTurn(target: target, place: place, turn: turn, held: held))
    }

    private mutating func held(_ node: YAMLNode) -> KeyChord.Modifiers {
        if let held = node.text.flatMap(KeyChord.Modifiers.init(words:)) { return held }
        findings.error("S075", node.position, "These are no keys to hold down", "Write Control, or Control+Shift")
        return []
    }

    private mutating func scrollEnd(_ node: YAMLNode) -> ScrollEnd? {
        if let end = node.text.flatMap(ScrollEnd.init(rawValue:)) { return end }
        findings.error("S072", node.position, "Nothing is scrolled there", "Write end, start, left or right")
        return nil
    }

    /// Two shares of a box: `[0.25, 0.5]`.
    mutating func place(_ node: YAMLNode) -> BoxPlace? {
        let shares = pair(node).compactMap(Double.init).filter { (0...1).contains($0) }
        if shares.count == 2 { return BoxPlace(x: shares[0], y: shares[1]) }
        findings.error(
            "S070",
            node.position,
            "This is no place in a box",
            "Write two shares, as [0.5, 0.5] for its middle"
        )
        return nil
    }

    /// Two whole numbers of pixels: `[-20, 300]`.
    mutating func offset(_ node: YAMLNode) -> Offset? {
        let numbers = pair(node).compactMap { Int($0) }.filter { abs($0) <= Offset.limit }
        if numbers.count == 2 { return Offset(x: numbers[0], y: numbers[1]) }
        findings.error("S071", node.position, "This is no distance", "Write pixels to the right and down, as [120, -8]")
        return nil
    }

    private mutating func path(_ node: YAMLNode) -> [Offset]? {
        guard case .sequence(let items) = node.content, (1...Drag.pointLimit).contains(items.count) else {
            findings.error(
                "S071",
                node.position,
                "This is no way to go",
                "Write 1 to \(Drag.pointLimit) distances from where it began: [[0, 20], [90, 40]]"
            )
            return nil
        }
        let offsets = items.compactMap { offset($0) }
        return offsets.count == items.count ? offsets : nil
    }

    private func pair(_ node: YAMLNode) -> [String] {
        guard case .sequence(let items) = node.content, items.count == 2 else { return [] }
        return items.compactMap(\.text)
    }
}
