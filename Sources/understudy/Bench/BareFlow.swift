// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import DemoSite
internal import Vocabulary

/// The benchmark's flow over bare CDP: the same pages and actions without proof, waiting rules, permits or log.
///
/// It is the limit that no careful replay can reach.
enum BareFlow {
    /// Does the flow once in a fresh context; the time from opening the entry to the notice, in milliseconds.
    static func run(at endpoint: String, shop: RunningDemoShop) async throws -> Double {
        try await withPage(at: endpoint) { page in
            _ = try await page.send(Page.Enable(), deadline: limit)
            let start = ContinuousClock.now
            _ = try await page.send(Page.Navigate(url: shop.benchmarkEntry), deadline: limit)
            try await fill("E-mail", DemoAccount.email, page)
            try await fill("Password", DemoAccount.password, page)
            try await click("Log in", page)
            try await choose("Quantity", "2", page)
            try await click("Add to cart", page)
            try await choose("Quantity of Espresso", "3", page)
            try await click("Update cart", page)
            try await until("document.body.innerText.includes('Cart updated')", page)
            return start.duration(to: .now) / .milliseconds(1)
        }
    }

    static func withPage<Result: Sendable>(
        at endpoint: String,
        _ body: @escaping @Sendable (CDPSession) async throws -> Result
    ) async throws -> Result {
        try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            let browser = connection.browser
            let context =
                try await browser.send(
                    Target.CreateBrowserContext(disposeOnDetach: true),
                    deadline: limit
                )
                .browserContextId
            let target =
                try await browser.send(
                    Target.CreateTarget(url: "about:blank", browserContextId: context),
                    deadline: limit
                )
                .targetId
            let session =
                try await browser.send(
                    Target.AttachToTarget(targetId: target, flatten: true),
                    deadline: limit
                )
                .sessionId
            let page = connection.session(CDPSessionID(rawValue: session))
            let result = try await withTaskExecutorPreference(connection.executor) { try await body(page) }
            _ = try? await browser.send(Target.DisposeBrowserContext(browserContextId: context), deadline: limit)
            return result
        }
    }

    private static var limit: Deadline { .after(.seconds(15)) }

    private static func labelled(_ label: String) -> String {
        "([...document.querySelectorAll('label')].find((l) => l.innerText.trim() === \(quoted(label)))?.control ?? "
            + "document.querySelector(`[aria-label=${CSS.escape(\(quoted(label)))}]`))"
    }

    private static func fill(_ label: String, _ text: String, _ page: CDPSession) async throws {
        try await until(
            "(() => { const e = \(labelled(label)); if (!e) return false; e.focus(); return true; })()",
            page
        )
        _ = try await page.send(Input.InsertText(text: text), deadline: limit)
    }

    private static func choose(_ label: String, _ value: String, _ page: CDPSession) async throws {
        try await until(
            """
            (() => { const e = \(labelled(label)); if (!e) return false; e.value = \(quoted(value));
              e.dispatchEvent(new Event('change', { bubbles: true })); return true; })()
            """,
            page
        )
    }

    private static func click(_ name: String, _ page: CDPSession) async throws {
        let find = "[...document.querySelectorAll('button')].find((b) => b.innerText.trim() === \(quoted(name)))"
        try await until("!!\(find)", page)
        let box =
            try await page.send(
                Runtime.Evaluate(
                    expression: """
                        (() => { const e = \(find); e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect();
                          return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; })()
                        """,
                    returnByValue: true
                ),
                deadline: limit
            )
            .result.value
        let (x, y) = (box?["x"]?.double ?? 0, box?["y"]?.double ?? 0)
        let sent = try [("mouseMoved", "none", 0), ("mousePressed", "left", 1), ("mouseReleased", "left", 0)]
            .map {
                try page.enqueue(
                    Input.DispatchMouseEvent(
                        type: $0,
                        x: x,
                        y: y,
                        button: $1,
                        buttons: $2,
                        clickCount: $1 == "none" ? 0 : 1
                    ),
                    deadline: limit
                )
            }
        for reply in sent { _ = try await reply.value }
    }

    /// Asks the page, and again after each thing that the browser tells of it.
    ///
    /// A promise in the page would be quieter, but Chromium 156 crashes now and then when one outlives its document.
    private static func until(_ condition: String, _ page: CDPSession) async throws {
        let script = "!!document.body && document.readyState !== 'loading' && (\(condition))"
        try await withDeadline(limit, waitingFor: "the bare page to have \(condition)") {
            let events = page.events()
            repeat {
                // Between two documents there is nobody to ask.
                let reply = try? await page.send(
                    Runtime.Evaluate(expression: script, returnByValue: true),
                    deadline: limit
                )
                if reply?.result.value == .bool(true) { return }
            } while try await events.first { $0.method == Page.DomContentEventFired.method } != nil
        }
    }

    private static func quoted(_ text: String) -> String { CanonicalJSON.text(.string(text)) }
}
