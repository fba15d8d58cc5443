// SPDX-License-Identifier: Apache-2.0
import CDP
import Vocabulary

/// A person's hand: real input over a CDP connection that the appliance knows nothing of.
struct Hand {
    let session: CDPSession

    static func with(
        _ tab: TabID,
        at endpoint: String,
        _ body: @escaping @Sendable (Hand) async throws -> Void
    ) async throws {
        try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            let attached = try await connection.browser.send(
                Target.AttachToTarget(targetId: tab.rawValue, flatten: true),
                deadline: .after(.seconds(10))
            )
            let hand = Hand(session: connection.session(CDPSessionID(rawValue: attached.sessionId)))
            try await body(hand)
        }
    }

    func click(_ selector: String) async throws {
        let place = try await evaluate(
            """
            (() => { const e = document.querySelector(\(quoted(selector))); e.scrollIntoView({ block: 'center' });
              const b = e.getBoundingClientRect(); return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; })()
            """
        )
        let (x, y) = (place["x"]?.double ?? -1, place["y"]?.double ?? -1)
        for (type, button, buttons) in [
            ("mouseMoved", "none", 0), ("mousePressed", "left", 1), ("mouseReleased", "left", 0),
        ] {
            _ = try await session.send(
                Input.DispatchMouseEvent(
                    type: type,
                    x: x,
                    y: y,
                    button: button,
                    buttons: buttons,
                    clickCount: button == "none" ? 0 : 1
                ),
                deadline: .after(.seconds(10))
            )
        }
    }

    func type(_ text: String) async throws {
        for character in text { try await press(String(character), text: String(character)) }
    }

    func press(_ key: String, text: String? = nil, code: Int = 0) async throws {
        _ = try await session.send(
            Input.DispatchKeyEvent(
                type: text == nil ? "rawKeyDown" : "keyDown",
                text: text,
                key: key,
                windowsVirtualKeyCode: code
            ),
            deadline: .after(.seconds(10))
        )
        _ = try await session.send(
            Input.DispatchKeyEvent(type: "keyUp", key: key, windowsVirtualKeyCode: code),
            deadline: .after(.seconds(10))
        )
    }

    func enter() async throws { try await press("Enter", text: "\r", code: 13) }

    /// Waits until an expression is true in the page, across navigations.
    func wait(_ expression: String) async throws {
        let deadline = Deadline.after(.seconds(15))
        let script = """
            new Promise((done) => { const look = () => { let is = false; try { is = !!(\(expression)); } catch {}
              if (is && document.readyState === 'complete') done(true); else requestAnimationFrame(look); }; look(); })
            """
        while !deadline.hasPassed {
            if let seen = try? await evaluate(script, deadline: deadline), seen == .bool(true) { return }
        }
        throw VocabularyError(code: .deadlineExceeded, message: "The page never came to \(expression).")
    }

    @discardableResult
    func evaluate(_ expression: String, deadline: Deadline = .after(.seconds(10))) async throws -> JSONValue {
        try await session
            .send(
                Runtime.Evaluate(expression: expression, returnByValue: true, awaitPromise: true),
                deadline: deadline
            )
            .result.value ?? .null
    }

    private func quoted(_ text: String) -> String { CanonicalJSON.text(.string(text)) }
}
