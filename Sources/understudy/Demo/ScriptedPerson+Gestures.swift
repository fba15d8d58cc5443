// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// What the person does with the mouse besides clicking.
extension ScriptedPerson {
    /// Lets the pointer rest on something.
    func hover(_ name: String) async throws { try await mouse("mouseMoved", find(name)) }

    /// Takes something, carries it onto something else, and lets go.
    func drag(_ name: String, onto other: String) async throws {
        let end = try await find(other)
        let start = try await find(name)
        try await mouse("mouseMoved", start)
        try await mouse("mousePressed", start, button: "left", buttons: 1)
        for move in 1...10 {
            let share = Double(move) / 10
            let place = (start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)
            try await mouse("mouseMoved", place, button: "left", buttons: 1)
        }
        try await mouse("mouseReleased", end, button: "left")
    }

    /// Turns the wheel over something until the page shows a text.
    func scrollDown(_ name: String, until text: String) async throws {
        let place = try await find(name)
        let deadline = Deadline.after(limit)
        while try await !shows(text) {
            guard !deadline.hasPassed else { throw unseen(text) }
            _ = try await session.send(
                Input.DispatchMouseEvent(
                    type: "mouseWheel",
                    x: place.x,
                    y: min(max(place.y, 5), 700),
                    deltaX: 0,
                    deltaY: 400
                ),
                deadline: deadline
            )
            try await evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        }
    }

    private func shows(_ text: String) async throws -> Bool {
        try await evaluate("document.body.innerText.includes(\(quoted(text)))") == .bool(true)
    }

    /// The page does not show what it should.
    func unseen(_ text: String) -> CommandError {
        CommandError(
            code: "demo_failed",
            message: "The demo's person did not see '\(text)' on the page.",
            kind: .failed
        )
    }
}
