// SPDX-License-Identifier: Apache-2.0
import CDP
import Vocabulary

/// What a hand does with the mouse besides clicking.
extension Hand {
    /// A point of an element, at a share of its box, without scrolling.
    func point(_ selector: String, at share: (x: Double, y: Double) = (0.5, 0.5)) async throws -> (x: Double, y: Double)
    {
        let place = try await evaluate(
            """
            (() => { const b = document.querySelector(\(CanonicalJSON.text(.string(selector)))).getBoundingClientRect();
              return { x: b.x + b.width * \(share.x), y: b.y + b.height * \(share.y) }; })()
            """
        )
        return try await onPage(place["x"]?.double ?? -1, place["y"]?.double ?? -1)
    }

    /// Takes what is at one point, goes straight to the other in small moves, and lets go.
    ///
    /// - Parameters:
    ///   - held: what the page must show before it is moved.
    ///   - next: what is clicked at once, without looking for it again.
    func drag(
        from start: (x: Double, y: Double),
        to end: (x: Double, y: Double),
        moves: Int = 12,
        holdingUntil held: String? = nil,
        then next: (x: Double, y: Double)? = nil
    ) async throws {
        try await mouse("mouseMoved", start)
        try await mouse("mousePressed", start, button: "left", buttons: 1)
        if let held { try await wait(held) }
        for move in 1...moves {
            let share = Double(move) / Double(moves)
            let point = (start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)
            try await mouse("mouseMoved", point, button: "left", buttons: 1)
        }
        try await mouse("mouseReleased", end, button: "left")
        guard let next else { return }
        try await mouse("mousePressed", next, button: "left", buttons: 1)
        try await mouse("mouseReleased", next, button: "left")
    }

    /// The pointer goes over an element and stays there.
    func hover(_ selector: String) async throws { try await mouse("mouseMoved", point(selector)) }

    /// The wheel turns over an element, or over what has come in its place at the edge of the page.
    func wheel(
        _ selector: String,
        by turn: (x: Double, y: Double),
        at share: (x: Double, y: Double) = (0.5, 0.5),
        modifiers: Int = 0
    ) async throws {
        let place = try await point(selector, at: share)
        _ = try await session.send(
            Input.DispatchMouseEvent(
                type: "mouseWheel",
                x: place.x,
                y: min(max(place.y, 5), 700),
                modifiers: modifiers,
                deltaX: turn.x,
                deltaY: turn.y
            ),
            deadline: .after(.seconds(10))
        )
    }

    /// The pointer goes somewhere.
    func move(to point: (x: Double, y: Double)) async throws { try await mouse("mouseMoved", point) }

    private func mouse(
        _ type: String,
        _ point: (x: Double, y: Double),
        button: String = "none",
        buttons: Int = 0
    ) async throws {
        _ = try await session.send(
            Input.DispatchMouseEvent(
                type: type,
                x: point.x,
                y: point.y,
                button: button,
                buttons: buttons,
                clickCount: type == "mouseMoved" ? 0 : 1
            ),
            deadline: .after(.seconds(10))
        )
    }
}
