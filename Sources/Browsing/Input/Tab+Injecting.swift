// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Oversight
public import Vocabulary

extension Tab {
    /// Gives input by places of the picture to the document named, in order.
    ///
    /// - Parameters:
    ///   - events: what a person does.
    ///   - viewport: what the picture shows.
    ///   - document: the document that they are meant for.
    /// - Throws: ``BrowsingError`` with `document_gone` or `permit_mismatch`.
    public func inject(
        _ events: [InputEvent],
        in viewport: Viewport,
        document: DocumentID,
        permit: Permit,
        deadline: Deadline
    ) async throws {
        guard self.document == document else { throw Tab.documentGone }
        guard let origin, permit.allowsInput(on: origin) else { throw mismatch }
        var pending: [any PendingAnswer] = []
        for event in events {
            pending.append(try enqueue(event, in: viewport, deadline: deadline))
        }
        for answer in pending { try await answer.wait() }
    }

    private func enqueue(_ event: InputEvent, in viewport: Viewport, deadline: Deadline) throws -> any PendingAnswer {
        switch event.type {
        case .move, .down, .up, .wheel:
            try session.enqueue(event.mouse(in: viewport), deadline: deadline)
        case .keyDown, .keyUp: try session.enqueue(event.keyCommand, deadline: deadline)
        case .text, .paste: try session.enqueue(Input.InsertText(text: event.text ?? ""), deadline: deadline)
        case .composition:
            try session.enqueue(
                Input.ImeSetComposition(
                    text: event.text ?? "",
                    selectionStart: event.text?.utf16.count ?? 0,
                    selectionEnd: event.text?.utf16.count ?? 0
                ),
                deadline: deadline
            )
        }
    }
}

extension InputEvent {
    /// The command for a pointer event.
    fileprivate func mouse(in viewport: Viewport) -> Input.DispatchMouseEvent {
        let word =
            switch type {
            case .down: "mousePressed"
            case .up: "mouseReleased"
            case .wheel: "mouseWheel"
            case .move, .keyDown, .keyUp, .text, .composition, .paste: "mouseMoved"
            }
        return Input.DispatchMouseEvent(
            type: word,
            x: (x ?? 0) * Double(viewport.width),
            y: (y ?? 0) * Double(viewport.height),
            modifiers: modifiers,
            button: (button ?? (type == .move ? held : nil))?.rawValue ?? "none",
            buttons: buttons ?? (type == .down ? button?.bit : 0),
            clickCount: type == .down || type == .up ? clicks ?? 1 : 0,
            deltaX: type == .wheel ? dx ?? 0 : nil,
            deltaY: type == .wheel ? dy ?? 0 : nil
        )
    }

    /// The button that a move drags with.
    private var held: Button? { Button.allCases.first { (buttons ?? 0) & $0.bit != 0 } }

    /// The command for a key.
    fileprivate var keyCommand: Input.DispatchKeyEvent {
        let definition = KeyDefinition.of(self.key ?? "")
        let isShortcut = (modifiers ?? 0) & 7 != 0
        let types = type == .keyDown && !isShortcut ? definition.text : ""
        return Input.DispatchKeyEvent(
            type: type == .keyUp ? "keyUp" : types.isEmpty ? "rawKeyDown" : "keyDown",
            modifiers: modifiers,
            text: types.isEmpty ? nil : types,
            code: code ?? definition.code,
            key: self.key,
            windowsVirtualKeyCode: definition.keyCode,
            nativeVirtualKeyCode: definition.keyCode
        )
    }
}
