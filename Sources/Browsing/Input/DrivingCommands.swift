// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// Puts a person's input on the wire, event by event, as the browser's own window would give it.
struct DrivingCommands {
    let session: CDPSession
    let viewport: Viewport
    let deadline: Deadline

    /// Sends all of them in order, and then waits for their answers.
    func send(_ events: [InputEvent], held: HeldInput) async throws {
        var held = held
        var pending: [any PendingAnswer] = []
        for event in events {
            pending.append(try enqueue(event, held))
            held.note(event)
        }
        for answer in pending { try await answer.wait() }
    }

    private func enqueue(_ event: InputEvent, _ held: HeldInput) throws -> any PendingAnswer {
        switch event.type {
        case .move: try mouse("mouseMoved", event, button: pressed(event.buttons ?? held.buttons), held)
        case .down: try mouse("mousePressed", event, button: event.button, held)
        case .up: try mouse("mouseReleased", event, button: event.button, held)
        case .wheel: try mouse("mouseWheel", event, button: nil, held)
        case .keyDown: try key(event, isRepeated: held.keys[event.key ?? ""] != nil)
        case .keyUp: try keyUp(event)
        case .text, .paste: try session.enqueue(Input.InsertText(text: event.text ?? ""), deadline: deadline)
        case .composition: try compose(event.text ?? "")
        }
    }

    // MARK: Pointer

    private func mouse(
        _ type: String,
        _ event: InputEvent,
        button: InputEvent.Button?,
        _ held: HeldInput
    ) throws -> any PendingAnswer {
        try session.enqueue(
            Input.DispatchMouseEvent(
                type: type,
                x: (event.x ?? 0) * Double(viewport.width),
                y: (event.y ?? 0) * Double(viewport.height),
                modifiers: event.modifiers,
                button: button?.rawValue ?? "none",
                buttons: event.buttons ?? buttons(after: event, held),
                clickCount: event.type == .down || event.type == .up ? event.clicks ?? 1 : nil,
                deltaX: event.type == .wheel ? event.dx ?? 0 : nil,
                deltaY: event.type == .wheel ? event.dy ?? 0 : nil
            ),
            deadline: deadline
        )
    }

    /// The buttons that are down once the event has happened.
    private func buttons(after event: InputEvent, _ held: HeldInput) -> Int {
        var held = held
        held.note(event)
        return held.buttons
    }

    /// The button that a drag is with.
    private func pressed(_ buttons: Int) -> InputEvent.Button? {
        InputEvent.Button.allCases.first { buttons & $0.bit != 0 }
    }

    // MARK: Keys

    private func key(_ event: InputEvent, isRepeated: Bool) throws -> any PendingAnswer {
        let name = event.key ?? ""
        let definition = KeyDefinition.of(name)
        let modifiers = KeyChord.Modifiers(rawValue: event.modifiers ?? 0)
        // What AltGr types comes with Control and Alt, and is typed all the same.
        let isCommand =
            !modifiers.isDisjoint(with: [.control, .alt, .meta]) && !modifiers.isSuperset(of: [.control, .alt])
        let types = isCommand ? "" : definition.text
        return try session.enqueue(
            Input.DispatchKeyEvent(
                type: types.isEmpty ? "rawKeyDown" : "keyDown",
                modifiers: event.modifiers,
                text: types.isEmpty ? nil : types,
                code: event.code ?? definition.code,
                key: name,
                windowsVirtualKeyCode: definition.keyCode,
                nativeVirtualKeyCode: definition.keyCode,
                autoRepeat: isRepeated ? true : nil,
                commands: KeyDefinition.commands(name.lowercased(), modifiers)
            ),
            deadline: deadline
        )
    }

    private func keyUp(_ event: InputEvent) throws -> any PendingAnswer {
        let definition = KeyDefinition.of(event.key ?? "")
        return try session.enqueue(
            Input.DispatchKeyEvent(
                type: "keyUp",
                modifiers: event.modifiers,
                code: event.code ?? definition.code,
                key: event.key,
                windowsVirtualKeyCode: definition.keyCode,
                nativeVirtualKeyCode: definition.keyCode
            ),
            deadline: deadline
        )
    }

    /// What an input method shows before it is decided; the decided text comes as text.
    private func compose(_ text: String) throws -> any PendingAnswer {
        let end = text.utf16.count
        return try session.enqueue(
            Input.ImeSetComposition(text: text, selectionStart: end, selectionEnd: end),
            deadline: deadline
        )
    }
}
