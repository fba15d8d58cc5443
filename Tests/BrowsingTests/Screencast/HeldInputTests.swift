// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import Browsing

@Suite("What a person holds down")
struct HeldInputTests {
    private func key(_ kind: InputEvent.Kind, _ key: String, _ code: String) -> InputEvent {
        var event = InputEvent(kind)
        event.key = key
        event.code = code
        return event
    }

    @Test("comes up with its own event, also under another letter of the same key")
    func comesUp() {
        var held = HeldInput()
        held.note(key(.keyDown, "A", "KeyA"))
        held.note(InputEvent(.down, x: 0, y: 0, button: .right))
        #expect(held.buttons == 2 && !held.isEmpty)
        held.note(key(.keyUp, "a", "KeyA"))
        held.note(InputEvent(.up, x: 0, y: 0, button: .right))
        #expect(held.isEmpty && held.release.isEmpty)
    }

    @Test("is let go of outside of the page, and what is being composed is given up")
    func release() {
        var held = HeldInput()
        held.note(InputEvent(.down, x: 0.5, y: 0.5, button: .left))
        held.note(key(.keyDown, "Shift", "ShiftLeft"))
        var composition = InputEvent(.composition)
        composition.text = "に"
        held.note(composition)
        #expect(held.release.map(\.type) == [.up, .keyUp, .composition])
        #expect(held.release.first?.x == -1)
    }

    @Test(
        "what is being composed ends with a text, and with what is pasted",
        arguments: [InputEvent.Kind.text, .paste]
    )
    func decided(by kind: InputEvent.Kind) {
        var held = HeldInput()
        var composition = InputEvent(.composition)
        composition.text = "に"
        held.note(composition)
        held.note(InputEvent(kind))
        #expect(held.isEmpty)
    }
}
