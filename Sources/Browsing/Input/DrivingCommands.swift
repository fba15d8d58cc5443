// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// Puts a person's input on the wire, event by event, as the browser's own window would give it.
struct DrivingCommands {
    let session: CDPSession
    let viewport: Viewport
    let deadline: Deadline

    /// How long what may lead elsewhere is waited for before the next event is given.
    private static let step: Duration = .milliseconds(300)
    /// How long that may be for a whole batch; what follows is given to a page that is so slow without hearing it.
    private static let span: Duration = .seconds(3)
    /// How long each event counts, from the moment when it is given.
    private static let patience: Duration = .seconds(3)

    /// Sends all of them in order, and then waits for their answers; a page that gives none in time has them all the same.
    ///
    /// After what may lead to another page, the page is heard before the next event goes out: what was meant for the page
    /// before comes to no other one. What is held down comes up then.
    ///
    /// - Parameters:
    ///   - isMeant: whether the page that the events are for is still shown.
    ///   - given: is told each event that the page was given, also one that lets go.
    /// - Throws: ``BrowsingError`` with `stale_picture`, ``CDP/CDPError``; what was held down has come up then, if the
    ///   browser could be told.
    func send(
        _ events: [InputEvent],
        held: HeldInput,
        while isMeant: @Sendable () -> Bool,
        given: (InputEvent) -> Void
    ) async throws {
        var held = held
        var pending: [any PendingAnswer] = []
        var left = DrivingCommands.span
        do {
            for (index, event) in events.enumerated() {
                guard isMeant() else { throw Tab.stalePicture }
                let answer = try enqueue(event, held)
                held.note(event)
                given(event)
                if event.type.mayLeadElsewhere, index < events.count - 1, left > .zero {
                    left -= await DrivingCommands.hear(answer)
                } else {
                    pending.append(answer)
                }
            }
        } catch {
            for event in held.release where (try? enqueue(event, held)) != nil { given(event) }
            throw error
        }
        do { for answer in pending { try await answer.wait() } } catch let error as CDPError where error.isTimeOut {}
    }

    /// Waits a moment for an answer; a page that shows a dialog gives none, and one that is gone none to what follows.
    ///
    /// - Returns: how long it was.
    private static func hear(_ answer: any PendingAnswer) async -> Duration {
        let clock = ContinuousClock.now
        try? await withDeadline(.after(step), waitingFor: "the page") { try await answer.wait() }
        return clock.duration(to: .now)
    }

    /// The caller's, or later: what comes late in a slow batch has its time as well.
    private var ownDeadline: Deadline {
        let own = Deadline.after(DrivingCommands.patience)
        return own.instant > deadline.instant ? own : deadline
    }

    private func enqueue(_ event: InputEvent, _ held: HeldInput) throws -> any PendingAnswer {
        switch event.type {
        case .move: try mouse("mouseMoved", event, button: pressed(event.buttons ?? held.buttons), held)
        case .down: try mouse("mousePressed", event, button: event.button, held)
        case .up: try mouse("mouseReleased", event, button: event.button, held)
        case .wheel: try mouse("mouseWheel", event, button: nil, held)
        case .keyDown: try key(event, isRepeated: held.keys[event.key ?? ""] != nil)
        case .keyUp: try keyUp(event)
        case .text, .paste: try session.enqueue(Input.InsertText(text: event.text ?? ""), deadline: ownDeadline)
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
            deadline: ownDeadline
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
            deadline: ownDeadline
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
            deadline: ownDeadline
        )
    }

    /// What an input method shows before it is decided; the decided text comes as text.
    private func compose(_ text: String) throws -> any PendingAnswer {
        let end = text.utf16.count
        return try session.enqueue(
            Input.ImeSetComposition(text: text, selectionStart: end, selectionEnd: end),
            deadline: ownDeadline
        )
    }
}
