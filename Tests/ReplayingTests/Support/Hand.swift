// SPDX-License-Identifier: Apache-2.0
import CDP
import Vocabulary

/// A person's hand: real input over a CDP connection that the appliance knows nothing of.
struct Hand {
    let session: CDPSession
    let connection: CDPConnection
    /// The frame that it is in; nil for the page itself.
    var place: FramePlace?

    static func with(
        _ tab: TabID,
        at endpoint: String,
        _ body: @escaping @Sendable (Hand) async throws -> Void
    ) async throws {
        try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            try await body(Hand(tab.rawValue, on: connection))
        }
    }

    init(_ target: String, on connection: CDPConnection) async throws {
        let attached = try await connection.browser.send(
            Target.AttachToTarget(targetId: target, flatten: true),
            deadline: .after(.seconds(10))
        )
        session = connection.session(CDPSessionID(rawValue: attached.sessionId))
        self.connection = connection
        await waitForPaint()
    }

    /// The browser drops what is done on a page that it has not drawn yet; no person could do it either.
    func waitForPaint() async {
        let deadline = Deadline.after(.seconds(1))
        while !deadline.hasPassed {
            if (try? await evaluate("performance.getEntriesByType('paint').length > 0")) == .bool(true) { return }
        }
    }

    /// Goes on in another tab, or frame with a process of its own, once it shows an address that ends so.
    func other(_ suffix: String, type: String = "page") async throws -> Hand {
        let deadline = Deadline.after(.seconds(60))
        while !deadline.hasPassed {
            let targets = try await connection.browser.send(Target.GetTargets(), deadline: deadline).targetInfos
            if let found = targets.last(where: { $0.type == type && $0.url.hasSuffix(suffix) }) {
                let hand = try await Hand(found.targetId, on: connection)
                try await hand.wait("true")
                return hand
            }
        }
        throw VocabularyError(code: .deadlineExceeded, message: "No \(type) came to …\(suffix).")
    }

    /// Closes the tab that shows an address that ends so, as by the browser's own button.
    func close(_ suffix: String) async throws {
        let targets = try await connection.browser.send(Target.GetTargets(), deadline: .after(.seconds(10))).targetInfos
        guard let found = targets.last(where: { $0.type == "page" && $0.url.hasSuffix(suffix) }) else { return }
        _ = try await connection.browser.send(
            Target.CloseTarget(targetId: found.targetId),
            deadline: .after(.seconds(10))
        )
    }

    /// Clicks an element, found also in open shadow roots (`host >>> inner`), at a share of its width and height.
    func click(
        _ selector: String,
        at share: (x: Double, y: Double) = (0.5, 0.5),
        button: String = "left",
        times: Int = 1,
        modifiers: Int = 0
    ) async throws {
        let place = try await evaluate(
            """
            (() => { const e = \(quoted(selector)).split(' >>> ').reduce((r, s) => (r.shadowRoot || r).querySelector(s), document);
              e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect();
              return { x: b.x + b.width * \(share.x), y: b.y + b.height * \(share.y) }; })()
            """
        )
        let (x, y) = try await onPage(place["x"]?.double ?? -1, place["y"]?.double ?? -1)
        if self.place != nil { try await waitForHits(x, y) }
        let held = ["left": 1, "right": 2, "middle": 4][button] ?? 1
        let press = (1...times).flatMap { [("mousePressed", button, held, $0), ("mouseReleased", button, 0, $0)] }
        for (type, button, buttons, count) in [("mouseMoved", "none", 0, 0)] + press {
            let event = Input.DispatchMouseEvent(
                type: type,
                x: x,
                y: y,
                modifiers: modifiers,
                button: button,
                buttons: buttons,
                clickCount: count
            )
            do {
                _ = try await session.send(event, deadline: .after(.seconds(10)))
            } catch let error as CDPError where error.isTargetGone && type == "mouseReleased" {
                // A tab that its own click closes may be gone before it answers.
            }
        }
    }

    /// Does something that opens dialogs, and answers each of them when it is there.
    ///
    /// - Parameter answers: in order; a text is what a prompt is given.
    func answering(_ answers: [(accept: Bool, text: String?)], _ deed: () async throws -> Void) async throws {
        _ = try await session.send(Page.Enable(), deadline: .after(.seconds(10)))
        let events = session.events()
        async let answered: Void = answer(answers, events)
        try await deed()
        try await answered
    }

    private func answer(_ answers: [(accept: Bool, text: String?)], _ events: CDPEventStream) async throws {
        try await withDeadline(.after(.seconds(20)), waitingFor: "the dialogs") {
            var left = answers[...]
            for try await event in events where event.method == Page.JavascriptDialogOpening.method {
                guard let answer = left.popFirst() else { return }
                _ = try await session.send(
                    Page.HandleJavaScriptDialog(accept: answer.accept, promptText: answer.text),
                    deadline: .after(.seconds(10))
                )
                if left.isEmpty { return }
            }
        }
    }

    /// Pastes a text at once.
    func insert(_ text: String) async throws {
        _ = try await session.send(Input.InsertText(text: text), deadline: .after(.seconds(10)))
    }

    /// Loads the page again as by the browser's own button.
    func reload() async throws { _ = try await session.send(Page.Reload(), deadline: .after(.seconds(10))) }

    /// Goes back as by the browser's own button.
    func back() async throws { try await goInHistory(by: -1) }

    /// Goes forward as by the browser's own button.
    func forward() async throws { try await goInHistory(by: 1) }

    private func goInHistory(by offset: Int) async throws {
        let history = try await session.send(Page.GetNavigationHistory(), deadline: .after(.seconds(10)))
        let entry = history.entries[history.currentIndex + offset]
        _ = try await session.send(Page.NavigateToHistoryEntry(entryId: entry.id), deadline: .after(.seconds(10)))
    }

    /// Goes somewhere as by the address bar.
    func open(_ address: String) async throws {
        _ = try await session.send(Page.Navigate(url: address), deadline: .after(.seconds(10)))
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
        let deadline = Deadline.after(.seconds(60))
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
        try await (place?.session ?? session)
            .send(
                Runtime.Evaluate(
                    expression: expression,
                    returnByValue: true,
                    awaitPromise: true,
                    uniqueContextId: place?.contextID
                ),
                deadline: deadline
            )
            .result.value ?? .null
    }

    private func quoted(_ text: String) -> String { CanonicalJSON.text(.string(text)) }
}

extension Hand {
    /// The addresses of the pages that a browser has now.
    static func targets(at endpoint: String) async throws -> [String] {
        try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            try await connection.browser.send(Target.GetTargets(), deadline: .after(.seconds(10))).targetInfos
                .filter { $0.type == "page" }.map(\.url)
        }
    }
}
