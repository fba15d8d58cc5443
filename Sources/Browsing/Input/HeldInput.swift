// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What a person holds down in a tab: a value that is told each event that was given to the page.
public struct HeldInput: Sendable, Hashable {
    /// The buttons, as in `MouseEvent.buttons`.
    public private(set) var buttons = 0
    /// The keys, with their codes.
    public private(set) var keys: [String: String?] = [:]
    /// Whether something is being composed.
    public private(set) var isComposing = false

    /// Nothing.
    public init() {}

    /// Whether nothing is held.
    public var isEmpty: Bool { buttons == 0 && keys.isEmpty && !isComposing }

    /// Takes one event; more keys than a keyboard has are not remembered.
    public mutating func note(_ event: InputEvent) {
        switch event.type {
        case .down: buttons |= event.button?.bit ?? 0
        case .up: buttons &= ~(event.button?.bit ?? 0)
        case .keyDown:
            if let key = event.key, keys.count < 128 { keys.updateValue(event.code, forKey: key) }
        case .keyUp:
            // With Shift let go in between, another letter comes up than went down.
            let code = event.code
            keys = keys.filter { $0.key != event.key && (code == nil || code == "" || $0.value != code) }
        case .composition: isComposing = !(event.text ?? "").isEmpty
        case .text, .paste: isComposing = false
        case .move, .wheel: break
        }
    }

    /// What lets go of everything, outside of the page: a button that comes up over nothing clicks nothing.
    var release: [InputEvent] {
        var events: [InputEvent] = []
        for button in InputEvent.Button.allCases where buttons & button.bit != 0 {
            events.append(InputEvent(.up, x: -1, y: -1, button: button, buttons: 0))
        }
        for (key, code) in keys.sorted(by: { $0.key < $1.key }) {
            var event = InputEvent(.keyUp)
            event.key = key
            event.code = code
            events.append(event)
        }
        if isComposing {
            var event = InputEvent(.composition)
            event.text = ""
            events.append(event)
        }
        return events
    }
}
