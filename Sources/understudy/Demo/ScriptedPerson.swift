// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// A person made of a script: moves the mouse and presses keys through a CDP connection of its own, as any other
/// program on this machine could.
///
/// The recorder does not know the difference, and nothing here calls it.
struct ScriptedPerson {
    /// A point of the tab, in pixels.
    typealias Place = (x: Double, y: Double)

    /// The tab that gets the input.
    let session: CDPSession
    let connection: CDPConnection
    /// The frame that they look into; nil for the page itself.
    var frame: FrameView?
    let limit = Duration.seconds(10)

    /// Sits down at a tab.
    static func at(_ tab: TabID, of connection: CDPConnection) async throws -> ScriptedPerson {
        ScriptedPerson(session: try await attach(to: tab.rawValue, of: connection), connection: connection)
    }

    /// A session of one of the browser's targets.
    static func attach(to target: String, of connection: CDPConnection) async throws -> CDPSession {
        let attached = try await connection.browser.send(
            Target.AttachToTarget(targetId: target, flatten: true),
            deadline: .after(.seconds(10))
        )
        return connection.session(CDPSessionID(rawValue: attached.sessionId))
    }

    /// Clicks what has this label or text, in its middle or at a share of its width and height.
    func click(_ name: String, at share: Place = (0.5, 0.5)) async throws {
        let place = try await find(name, at: share)
        try await reach(place)
        try await mouse("mousePressed", place, button: "left", buttons: 1)
        try await mouse("mouseReleased", place, button: "left")
    }

    /// Moves the mouse to a place.
    ///
    /// For a moment after a frame of another process has drawn itself the page around it still takes what is done there:
    /// it is moved until the frame has felt it.
    private func reach(_ place: Place) async throws {
        let deadline = Deadline.after(.seconds(5))
        repeat {
            try await mouse("mouseMoved", place)
            guard frame != nil else { return }
            if try await evaluate("document.querySelector(':hover') !== null") == .bool(true) { return }
        } while !deadline.hasPassed
    }

    /// One event of the mouse.
    func mouse(_ type: String, _ place: Place, button: String = "none", buttons: Int = 0) async throws {
        _ = try await session.send(
            Input.DispatchMouseEvent(
                type: type,
                x: place.x,
                y: place.y,
                button: button,
                buttons: buttons,
                clickCount: button == "none" || type == "mouseMoved" ? 0 : 1
            ),
            deadline: .after(limit)
        )
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
        try await evaluate("(\(ScriptedPerson.finder))(\(quoted(name))).element.focus()")
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

    /// Where something lies on the tab, scrolled into view.
    func find(_ name: String, at share: Place = (0.5, 0.5)) async throws -> Place {
        let place = try await evaluate(
            """
            (() => { const { box } = (\(ScriptedPerson.finder))(\(quoted(name)));
              return box ? { x: box.x + box.width * \(share.x), y: box.y + box.height * \(share.y) } : {}; })()
            """
        )
        guard let x = place["x"]?.double, let y = place["y"]?.double else {
            throw CommandError(
                code: "demo_failed",
                message: "The demo's person does not see '\(name)' on the page.",
                kind: .failed
            )
        }
        guard let corner = try await frame?.corner() else { return (x, y) }
        return (x + corner.x, y + corner.y)
    }

    /// Looks for a label, a button or a link as a person would: by what is written on it.
    ///
    /// What has no writing is named by its CSS.
    private static let finder = """
        (name) => {
          const same = (text) => (text || '').replace(/\\s+/g, ' ').trim() === name;
          const label = [...document.querySelectorAll('label')].find((one) => same(one.innerText));
          const element = (label && label.control) || [...document.querySelectorAll('button, a, summary')].find((one) => same(one.innerText))
            || [...document.querySelectorAll('input, textarea, canvas, [contenteditable]')].find((one) => same(one.placeholder) || same(one.ariaLabel))
            || [...document.querySelectorAll('li, span')].find((one) => same(one.innerText)) || document.querySelector(name);
          if (!element) return {};
          element.scrollIntoViewIfNeeded();
          return { element, box: element.getBoundingClientRect() };
        }
        """

    /// What an expression is worth in the page, or in the frame that they look into.
    @discardableResult
    func evaluate(_ expression: String, deadline: Deadline? = nil) async throws -> JSONValue {
        let reply = try await (frame?.session ?? session)
            .send(
                Runtime.Evaluate(expression: expression, returnByValue: true, awaitPromise: true),
                deadline: deadline ?? .after(limit)
            )
        return reply.result.value ?? .null
    }

    /// A text as it stands in a script.
    func quoted(_ text: String) -> String { CanonicalJSON.text(.string(text)) }
}
