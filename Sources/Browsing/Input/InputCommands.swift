// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// Puts input on the wire: all of one action's messages in order, then all their answers.
///
/// One round trip for a whole click instead of three is where much of the speed comes from; the browser handles the
/// messages of one session in the order in which they were sent.
struct InputCommands {
    let session: CDPSession
    let deadline: Deadline

    func send(_ actions: [InputAction]) async throws {
        var pending: [any PendingAnswer] = []
        for action in actions { pending.append(contentsOf: try enqueue(action)) }
        for answer in pending { try await answer.wait() }
    }

    private func enqueue(_ action: InputAction) throws -> [any PendingAnswer] {
        switch action {
        case .move(let point): [try mouse("mouseMoved", at: point)]
        case .click(let point, .single): [try mouse("mouseMoved", at: point)] + (try press("left", 1, at: point))
        case .click(let point, .context): [try mouse("mouseMoved", at: point)] + (try press("right", 2, at: point))
        case .click(let point, .middle): [try mouse("mouseMoved", at: point)] + (try press("middle", 4, at: point))
        case .click(let point, .holding(let keys)):
            [try mouse("mouseMoved", at: point, holding: keys)] + (try press("left", 1, at: point, holding: keys))
        case .click(let point, .double):
            [try mouse("mouseMoved", at: point)] + (try press("left", 1, at: point))
                + (try press("left", 1, at: point, count: 2))
        case .press(let point): [try mouse("mousePressed", at: point, button: "left", buttons: 1, count: 1)]
        case .drag(let point): [try mouse("mouseMoved", at: point, button: "left", buttons: 1)]
        case .release(let point): [try mouse("mouseReleased", at: point, button: "left", count: 1)]
        case .wheel(let point, let x, let y, let held):
            [
                try session.enqueue(
                    Input.DispatchMouseEvent(
                        type: "mouseWheel",
                        x: point.x,
                        y: point.y,
                        modifiers: held.rawValue,
                        deltaX: x,
                        deltaY: y
                    ),
                    deadline: deadline
                )
            ]
        case .text(let text): try typed(text)
        case .key(let chord): try key(chord)
        }
    }

    /// A text, with a real key at its end: pages that filter a list or enable a button do it when a key comes up.
    ///
    /// The last character is typed where a keyboard has it; another text comes as from an input method, between the
    /// key events that one gives.
    private func typed(_ text: String) throws -> [any PendingAnswer] {
        guard let last = text.last, last.isASCII, last.isLetter || last.isNumber else {
            return [
                try inputMethodKey("rawKeyDown"), try session.enqueue(Input.InsertText(text: text), deadline: deadline),
                try inputMethodKey("keyUp"),
            ]
        }
        let before = String(text.dropLast())
        let inserted = before.isEmpty ? [] : [try session.enqueue(Input.InsertText(text: before), deadline: deadline)]
        return inserted + (try key(KeyChord(key: String(last))))
    }

    private func inputMethodKey(_ type: String) throws -> any PendingAnswer {
        let process = 229
        return try session.enqueue(
            Input.DispatchKeyEvent(type: type, key: "Process", windowsVirtualKeyCode: process),
            deadline: deadline
        )
    }

    /// - Parameters:
    ///   - mask: the button's bit in `buttons`.
    ///   - count: which click in a row it is.
    private func press(
        _ button: String,
        _ mask: Int,
        at point: Point,
        count: Int = 1,
        holding keys: KeyChord.Modifiers = []
    ) throws -> [any PendingAnswer] {
        [
            try mouse("mousePressed", at: point, button: button, buttons: mask, count: count, holding: keys),
            try mouse("mouseReleased", at: point, button: button, buttons: 0, count: count, holding: keys),
        ]
    }

    private func mouse(
        _ type: String,
        at point: Point,
        button: String = "none",
        buttons: Int = 0,
        count: Int = 0,
        holding keys: KeyChord.Modifiers = []
    ) throws -> any PendingAnswer {
        try session.enqueue(
            Input.DispatchMouseEvent(
                type: type,
                x: point.x,
                y: point.y,
                modifiers: keys.rawValue,
                button: button,
                buttons: buttons,
                clickCount: count
            ),
            deadline: deadline
        )
    }

    private func key(_ chord: KeyChord) throws -> [any PendingAnswer] {
        let definition = KeyDefinition.of(chord.key)
        let value = chord.key == "Space" ? " " : chord.key
        let types = chord.modifiers.isDisjoint(with: [.control, .alt, .meta]) ? definition.text : ""
        let down = Input.DispatchKeyEvent(
            type: types.isEmpty ? "rawKeyDown" : "keyDown",
            modifiers: chord.modifiers.rawValue,
            text: types.isEmpty ? nil : types,
            code: definition.code,
            key: value,
            windowsVirtualKeyCode: definition.keyCode,
            nativeVirtualKeyCode: definition.keyCode,
            commands: KeyDefinition.commands(chord.key, chord.modifiers)
        )
        let up = Input.DispatchKeyEvent(
            type: "keyUp",
            modifiers: chord.modifiers.rawValue,
            code: definition.code,
            key: value,
            windowsVirtualKeyCode: definition.keyCode,
            nativeVirtualKeyCode: definition.keyCode
        )
        return [
            try session.enqueue(down, deadline: deadline), try session.enqueue(up, deadline: deadline),
        ]
    }
}

/// An answer still to come, whatever its shape.
protocol PendingAnswer: Sendable {
    func wait() async throws
}

extension CDPPendingReply: PendingAnswer {
    func wait() async throws { _ = try await value }
}
