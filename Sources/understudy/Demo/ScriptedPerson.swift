// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// A person made of a script: moves the mouse and presses keys through a CDP connection of its own, as any other
/// program on this machine could.
///
/// The recorder does not know the difference, and nothing here calls it.
struct ScriptedPerson {
    let session: CDPSession
    private let limit = Duration.seconds(10)

    /// Sits down at a tab.
    static func at(_ tab: TabID, of connection: CDPConnection) async throws -> ScriptedPerson {
        let attached = try await connection.browser.send(
            Target.AttachToTarget(targetId: tab.rawValue, flatten: true),
            deadline: .after(.seconds(10))
        )
        return ScriptedPerson(session: connection.session(CDPSessionID(rawValue: attached.sessionId)))
    }

    /// Clicks what has this label or text.
    func click(_ name: String) async throws {
        let place = try await find(name)
        let deadline = Deadline.after(limit)
        for (type, button, buttons) in [
            ("mouseMoved", "none", 0), ("mousePressed", "left", 1), ("mouseReleased", "left", 0),
        ] {
            _ = try await session.send(
                Input.DispatchMouseEvent(
                    type: type,
                    x: place.x,
                    y: place.y,
                    button: button,
                    buttons: buttons,
                    clickCount: button == "none" ? 0 : 1
                ),
                deadline: deadline
            )
        }
    }

    /// Clicks into a field and types, key by key.
    func type(_ text: String, into name: String) async throws {
        try await click(name)
        for character in text { try await press(String(character), text: String(character)) }
    }

    /// Presses Enter.
    func pressEnter() async throws { try await press("Enter", text: "\r", code: 13) }

    /// Goes a number of options down in a list, with the keyboard.
    func goDown(_ count: Int, in name: String) async throws {
        _ = try await evaluate("(\(ScriptedPerson.finder))(\(quoted(name))).element.focus()")
        for _ in 0..<count { try await press("ArrowDown", text: "", code: 40) }
    }

    /// Waits until the page shows a text.
    func wait(for text: String) async throws {
        let expression = """
            new Promise((done) => { const look = () => document.body && document.readyState === 'complete'
              && document.body.innerText.includes(\(quoted(text))) ? done(true) : requestAnimationFrame(look); look(); })
            """
        let deadline = Deadline.after(limit)
        while !deadline.hasPassed {
            if let seen = try? await evaluate(expression, deadline: deadline), seen == .bool(true) { return }
        }
        throw CommandError(
            code: "demo_failed",
            message: "The demo's person did not see '\(text)' on the page.",
            kind: .failed
        )
    }

    private func press(_ key: String, text: String, code: Int = 0) async throws {
        let deadline = Deadline.after(limit)
        _ = try await session.send(
            Input.DispatchKeyEvent(
                type: text.isEmpty ? "rawKeyDown" : "keyDown",
                text: text.isEmpty ? nil : text,
                code: nil,
                key: key,
                windowsVirtualKeyCode: code
            ),
            deadline: deadline
        )
        _ = try await session.send(
            Input.DispatchKeyEvent(type: "keyUp", key: key, windowsVirtualKeyCode: code),
            deadline: deadline
        )
    }

    private func find(_ name: String) async throws -> (x: Double, y: Double) {
        let place = try await evaluate(
            "(() => { const { x, y } = (\(ScriptedPerson.finder))(\(quoted(name))); return { x, y }; })()"
        )
        guard let x = place["x"]?.double, let y = place["y"]?.double else {
            throw CommandError(
                code: "demo_failed",
                message: "The demo's person does not see '\(name)' on the page.",
                kind: .failed
            )
        }
        return (x, y)
    }

    /// Looks for a label, a button or a link as a person would: by what is written on it.
    private static let finder = """
        (name) => {
          const same = (text) => (text || '').replace(/\\s+/g, ' ').trim() === name;
          const label = [...document.querySelectorAll('label')].find((one) => same(one.innerText));
          const element = (label && label.control) || [...document.querySelectorAll('button, a, summary')].find((one) => same(one.innerText))
            || [...document.querySelectorAll('input, textarea')].find((one) => same(one.placeholder) || same(one.ariaLabel));
          if (!element) return {};
          element.scrollIntoView({ block: 'center', behavior: 'instant' });
          const box = element.getBoundingClientRect();
          return { element, x: box.x + box.width / 2, y: box.y + box.height / 2 };
        }
        """

    private func evaluate(_ expression: String, deadline: Deadline? = nil) async throws -> JSONValue {
        let reply = try await session.send(
            Runtime.Evaluate(expression: expression, returnByValue: true, awaitPromise: true),
            deadline: deadline ?? .after(limit)
        )
        return reply.result.value ?? .null
    }

    private func quoted(_ text: String) -> String { CanonicalJSON.text(.string(text)) }
}
